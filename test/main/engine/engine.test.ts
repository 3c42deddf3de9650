import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Engine, type EngineOptions, openEngine } from '../../../main/engine/engine.ts'
import { homePaths } from '../../../main/engine/paths.ts'
import { Sqlite } from '../../../main/store/db.ts'
import type { EngineCallName } from '../../../shared/contract.ts'
import { tempFolder } from '../../support/temp.ts'

const open = async (home = tempFolder('engine'), more: Partial<EngineOptions> = {}): Promise<Engine> => {
  const engine = await openEngine({ home, mode: 'real', version: '0', background: false, ...more })
  onTestFinished(() => engine.close())
  return engine
}
const foreign = (name: string) => name as EngineCallName

describe('the engine as seen through its door', () => {
  it.each(['no.such', '__proto__', 'toString', 'constructor', '', 'shell.exportAs', 'shell.startPractice'])(
    'refuses the call %j: it is not the engine’s',
    async (name) => {
      const engine = await open()
      expect(await engine.call(foreign(name), {})).toMatchObject({
        ok: false,
        error: { code: 'UNKNOWN_CALL', traceId: expect.any(String) },
      })
    },
  )

  it.each([
    ['buyers.list', { limit: 0 }],
    ['buyers.list', { sort: 'secret' }],
    ['buyers.list', null],
    ['settings.set', { syncEveryMinutes: 61 }],
    ['settings.set', { syncEveryMinutes: 0 }],
    ['sync.start', { mode: 'everything' }],
    ['connections.check', { service: 'elsewhere' }],
  ] as const)('refuses malformed input of %s and repeats no value of it: %j', async (name, input) => {
    const engine = await open()
    const answer = await engine.call(name, input as never)
    expect(answer).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
    expect(JSON.stringify(answer)).not.toContain('everything')
  })

  it('answers an unexpected failure as INTERNAL, with a trace and without its words', async () => {
    const home = tempFolder('engine')
    const lines: string[] = []
    const engine = await open(home, { log: (_level, text) => lines.push(text) })
    const db = new Sqlite(homePaths(home).database)
    db.exec('drop table set_aside')
    db.close()
    const answer = await engine.call('orders.setAside', { limit: 10 })
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'INTERNAL', nextStep: expect.stringMatching(/추적 번호\([0-9a-f]+\)/) },
    })
    expect(JSON.stringify(answer)).not.toContain('set_aside')
    expect(lines.join('\n')).toContain('set_aside')
  })

  it('lets one engine at a time hold a folder, and gives it back at the end and after a failed start', async () => {
    const home = tempFolder('engine')
    const first = await openEngine({ home, mode: 'real', version: '0', background: false })
    await expect(open(home)).rejects.toMatchObject({ code: 'HOME_HELD' })
    await first.close()

    const endpoints = join(home, 'endpoints.json')
    writeFileSync(endpoints, '{"imweb":"https://elsewhere.example"}')
    await expect(open(home, { endpointsFile: endpoints })).rejects.toMatchObject({ code: 'ENDPOINTS_NOT_LOCAL' })
    expect(await (await open(home)).call('settings.get', {})).toMatchObject({ ok: true })
  })

  it('keeps settings over a restart, and takes the default where a stored one is garbage', async () => {
    const home = tempFolder('engine')
    const first = await openEngine({ home, mode: 'real', version: '0', background: false })
    await first.call('settings.set', { syncEveryMinutes: 30, theme: 'dark' })
    await first.close()
    const db = new Sqlite(homePaths(home).database)
    db.prepare(
      "insert or replace into setting values ('loopbackPort', '\"front\"', 0), ('language', 'not json', 0), ('unknown', '1', 0)",
    ).run()
    db.close()
    expect(await (await open(home)).call('settings.get', {})).toMatchObject({
      ok: true,
      data: { syncEveryMinutes: 30, theme: 'dark', loopbackPort: 47813, language: 'ko' },
    })
  })
})
