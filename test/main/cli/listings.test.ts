import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { CommandContext } from '../../../main/cli/command.ts'
import { connectCommand } from '../../../main/cli/connect.ts'
import { listingsCommand } from '../../../main/cli/listings.ts'
import { rulesCommand } from '../../../main/cli/rules.ts'
import { coupangFields } from '../../../main/market/coupang/index.ts'
import { contract } from '../../../shared/contract.ts'
import { failCommon, inputDetail } from '../../../shared/errors.ts'
import '../../../shared/korean.ts'
import { join } from 'node:path'
import { PartlyDone } from '../../../main/cli/errors.ts'
import { report, runCli } from '../../../main/cli/run.ts'
import { services } from '../../../shared/contract/connections.ts'
import { tempFolder } from '../../support/temp.ts'

/** A command over an engine that checks inputs by the contract and keeps them. */
function context(positionals: string[], stdin: Record<string, unknown>, options: CommandContext['options'] = {}) {
  const asked: { name: string; input: unknown }[] = []
  const notes: string[] = []
  const made = {
    call: async (name: keyof typeof contract, input: unknown) => {
      const read = contract[name].input.safeParse(input)
      if (!read.success) throw failCommon('BAD_INPUT', { values: { detail: inputDetail(read.error) } })
      asked.push({ name, input: read.data })
      if (name === 'connections.connect') return { state: 'connected' }
      if (name === 'connections.list')
        return { items: [{ service: 'naver', notice: '자기 스토어에만' }, { service: 'coupang' }] }
      // Far enough: what was asked for is what is looked at.
      throw failCommon('CANCELLED')
    },
    ...{ startWork: () => {}, positionals, options, line: () => {}, note: (text: string) => void notes.push(text) },
    readJson: async () => stdin,
    readOptionalJson: async () => stdin,
  } as unknown as CommandContext
  return { made, asked, notes }
}

const draft = async (stdin: Record<string, unknown>) => {
  const { made, asked } = context(['draft'], stdin, { market: 'coupang', product: ['zentrade:1'] })
  const error = await listingsCommand.run(made).catch((thrown: unknown) => thrown)
  return { error, overrides: (asked[0]?.input as { overrides?: unknown } | undefined)?.overrides }
}

describe('what comes on stdin', () => {
  it('with a misspelt name is refused by that name (BAD_INPUT), for rules and for drafts', async () => {
    const rule = { market: 'coupang', feeRate: 0.1, minPrize: 1000 }
    await expect(rulesCommand.run(context(['set'], rule).made)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('minPrize'),
    })
    expect((await draft({ nmae: '이름' })).error).toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('nmae'),
    })
  })

  it('takes back with null what was set by hand, and a field with null or nothing', async () => {
    const { overrides } = await draft({ name: null, price: null, category: null, fields: { 색상: null, 크기: '' } })
    expect(overrides).toEqual({ name: null, price: null, category: null, fields: { 색상: '', 크기: '' } })
  })

  it('says of a credential that is absent that there is no value', () => {
    const read = coupangFields.safeParse({})
    const said = read.success ? '' : inputDetail(read.error)
    expect(said).toContain('값이 없습니다')
    expect(said).not.toContain('undefined')
    const wrong = z.object({ n: z.string() }).safeParse({ n: 1 })
    expect(wrong.success ? '' : inputDetail(wrong.error)).toContain('string')
  })
})

it('a file of addresses that cannot be read is one line on stderr, and no way through the program', async () => {
  const folder = tempFolder()
  let stderr = ''
  const code = await runCli({
    argv: ['status'],
    env: { JANGTEO_HOME: join(folder, 'home'), JANGTEO_ENDPOINTS: join(folder, 'none.json') },
    stdin: (async function* () {})(),
    stdout: () => {},
    stderr: (text) => {
      stderr += text
    },
  })
  expect(code).toBe(1)
  expect(stderr).toMatch(/^error ENDPOINTS_MISSING: [^\n]*\n$/)
})

describe('a command that only the operator can end', () => {
  const setup = { code: 'FAKE_SETUP', message: '주소가 다릅니다.', nextStep: '등록하십시오.', retryable: false }
  const job = (market: string, counts: Record<string, number>, error: typeof setup | null) => ({
    status: 'succeeded',
    outcome: error === null ? 'ok' : 'needs_setup',
    lastError: error,
    progress: { market, done: 0, total: 0, ...counts },
  })
  const partly = async (what: string, jobs: ReturnType<typeof job>[]) => {
    const made = {
      ...context([what], {}).made,
      call: async (name: string, input: { jobId?: string }) =>
        name === 'jobs.wait' ? jobs[Number(input.jobId)] : { jobIds: jobs.map((_, n) => String(n)) },
    } as unknown as CommandContext
    return listingsCommand.run(made).catch((thrown: unknown) => thrown)
  }

  it('says beside the error what was done before it, on all markets together', async () => {
    const counts = { uploaded: 2, rejected: 1, unresolved: 0, waiting: 3, returned: 0 }
    const error = await partly('upload', [
      job('coupang', { ...counts, uploaded: 5, waiting: 0 }, null),
      job('naver', counts, setup),
    ])
    expect(error).toBeInstanceOf(PartlyDone)
    expect(error).toMatchObject({ code: 'FAKE_SETUP', done: { uploaded: 7, rejected: 2, unresolved: 0, waiting: 3 } })
    const synced = await partly('sync', [job('naver', { pushed: 1, confirmed: 2, rejected: 0, differs: 1 }, setup)])
    expect(synced).toMatchObject({ code: 'FAKE_SETUP', done: { pushed: 1, confirmed: 2, rejected: 0, differs: 1 } })
    const away = { uploaded: 0, rejected: 0, unresolved: 0, waiting: 4, returned: 0 }
    const idle = { ...job('11st', away, null), lastError: setup }
    expect(await partly('upload', [idle])).toMatchObject({ code: 'FAKE_SETUP', done: { uploaded: 0, waiting: 4 } })
  })

  it('has the one fixed line on stdout, with the counts beside the error', () => {
    const out: string[] = []
    const io = { stdout: (text: string) => void out.push(text), stderr: () => {} }
    expect(report(io, true, new PartlyDone(setup, { uploaded: 7, rejected: 2, unresolved: 0 }))).toBe(1)
    expect(JSON.parse(out.join(''))).toEqual({ error: setup, uploaded: 7, rejected: 2, unresolved: 0 })
  })
})

it('the usage names every service that can be connected, and how a field is taken back', () => {
  for (const service of services) expect(connectCommand.usage).toContain(service)
  expect(listingsCommand.usage).toContain('null')
})

describe('connecting', () => {
  it('names the service with its particle, and says what the service wants known of its secrets', async () => {
    const naver = context(['naver'], { clientId: 'a', clientSecret: 'b' })
    expect(await connectCommand.run(naver.made)).toMatchObject({ text: '네이버 스마트스토어를 연결했습니다.' })
    expect(naver.notes).toEqual(['자기 스토어에만'])
    const coupang = context(['coupang'], {})
    expect(await connectCommand.run(coupang.made)).toMatchObject({ text: '쿠팡을 연결했습니다.' })
    expect(coupang.notes).toEqual([])
  })
})
