import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readConnection } from '../../../../main/connections/repository.ts'
import { practiceFolderStore } from '../../../../main/connections/secrets/practice-folder-store.ts'
import { startPracticeImweb } from '../../../../main/practice/imweb/index.ts'
import { systemClock } from '../../../../shared/time.ts'
import { tempFolder } from '../../../support/temp.ts'
import { openDatabase, seedConnection } from './parts.ts'

interface Said {
  token?: string
  code?: string
}

const parts = async () => {
  const folder = tempFolder('processes')
  const practice = await startPracticeImweb({ orders: 0, arrivalEveryMs: 0, limits: null })
  const db = openDatabase(folder)
  const secrets = practiceFolderStore(join(folder, 'secrets'))
  const children: ChildProcess[] = []
  const start = (mode: 'once' | 'loop') => {
    const script = join(import.meta.dirname, 'refresh-child.ts')
    const files = [join(folder, 'jangteo.db'), join(folder, 'secrets'), practice.url, join(folder, 'tokens.lock')]
    const child = fork(script, [...files, mode], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    children.push(child)
    return child
  }
  onTestFinished(async () => {
    for (const child of children) child.kill('SIGKILL')
    await practice.close()
    db.close()
  })
  return { practice, db, secrets, start }
}

/** All that a process says until it has said `count` things or is gone. */
const words = (child: ChildProcess, count: number) =>
  new Promise<Said[]>((resolve) => {
    const said: Said[] = []
    child.on('message', (message: Said) => {
      said.push(message)
      if (said.length >= count) resolve(said)
    })
    child.once('exit', () => resolve(said))
  })

describe('several processes with one data folder', () => {
  it('send exactly one refresh when all of them find the token at its end', async () => {
    const { practice, db, secrets, start } = await parts()
    const first = await seedConnection(db, secrets, practice, { now: () => systemClock.now() - 3 * 3_600_000 })
    const children = [1, 2, 3].map(() => start('once'))
    await Promise.all(children.map((child) => words(child, 1)))
    // The answer takes a while: all three are at it at the same time.
    practice.control.fault({ kind: 'slow', on: 'token', ms: 500, times: 1 })
    const answers = children.map((child) => words(child, 1))
    for (const child of children) child.send('go')
    const said = (await Promise.all(answers)).flat()
    expect(new Set(said.map(({ token }) => token)).size).toBe(1)
    expect(said[0]?.token).toBeTruthy()
    expect(said[0]?.token).not.toBe(first.accessToken)
    expect(Object.values(practice.control.seen().refreshUses)).toEqual([1])
  })

  it('never send a refresh token twice, wherever kill -9 meets them', { timeout: 60_000 }, async () => {
    const { practice, db, secrets, start } = await parts()
    await seedConnection(db, secrets, practice)
    let consents = 0
    for (let round = 0; round < 30; round += 1) {
      const child = start('loop')
      const said = await words(child, 1 + (round % 3))
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 12))
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      const code = said.at(-1)?.code
      if (code !== undefined) {
        // An earlier kill came between sending and storing: the only honest end, and the operator's consent mends it.
        expect(code).toMatch(/^(?:REFRESH_UNKNOWN|NEEDS_REAUTH)$/)
        expect(readConnection(db, 'imweb')?.state).toBe('needs_reauth')
        await seedConnection(db, secrets, practice)
        consents += 1
      }
      expect(db.pragma('quick_check', { simple: true })).toBe('ok')
    }
    const uses = Object.values(practice.control.seen().refreshUses)
    expect(uses.length).toBeGreaterThan(10)
    expect(Math.max(...uses)).toBe(1)
    expect(consents).toBeLessThan(30)
  })
})
