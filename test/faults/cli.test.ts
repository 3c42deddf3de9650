import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approveByHttp, startPracticeImweb } from '../../main/practice/imweb/index.ts'
import type { PracticeImweb } from '../../main/practice/imweb/types.ts'
import { services } from '../../shared/contract/connections.ts'
import { type CliPlace, cli, cliPlace, connectByCli, startCli } from '../support/cli.ts'
import { tempFolder } from '../support/temp.ts'
import { truthOf } from '../support/truth.ts'

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

const shop = async (options: Parameters<typeof startPracticeImweb>[0] = {}): Promise<PracticeImweb> => {
  const redirectUri = `http://localhost:${await freePort()}/imweb/callback`
  return startPracticeImweb({
    orders: 600,
    arrivalEveryMs: 0,
    limits: null,
    credentials: { redirectUri },
    redirectUris: [redirectUri, 'https://practice-shop.example/'],
    ...options,
  })
}

/** Every byte the app left behind, for looking for what must not be there. */
const everythingIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')

const truthNow = (practice: PracticeImweb) => truthOf([...practice.truth()])

describe.runIf(process.platform !== 'linux' || process.env.JANGTEO_TEST_KEYRING)(
  'the command line as AUTOMATION.md fixes it',
  () => {
    let practice: PracticeImweb
    beforeAll(async () => {
      practice = await shop()
    })
    afterAll(() => practice.close())

    it('connects, syncs, lists, exports and disconnects, and leaves no secret behind', async () => {
      const folder = tempFolder('cli')
      const place = cliPlace(folder, practice)
      const outputs: string[] = []
      const run = async (args: string[], input?: unknown) => {
        const result = await cli(place, args, input)
        outputs.push(result.stdout, result.stderr)
        return result
      }

      expect((await run(['status'])).json).toEqual({
        connections: services.map((service) => ({ service, state: 'disconnected' })),
        counts: { orders: 0, buyers: 0, products: 0, listings: 0 },
      })

      const connected = await connectByCli(place, practice)
      outputs.push(connected.stdout.split('\n').slice(1).join('\n'), connected.stderr)
      expect(connected.code).toBe(0)
      expect(connected.json).toMatchObject({
        service: 'imweb',
        state: 'connected',
        siteCode: practice.credentials.siteCode,
      })
      expect(connected.json.accessExpiresAt).toMatch(/^\d{4}-.*Z$/)
      expect(connected.json.refreshExpiresAt).toMatch(/^\d{4}-.*Z$/)
      expect(connected.json.unitCode).toMatch(/^u/)

      const truth = truthNow(practice)
      const first = await run(['sync', 'imweb'])
      expect(first.code).toBe(0)
      expect(first.json).toMatchObject({
        seen: truth.orders,
        added: truth.orders,
        updated: 0,
        unchanged: 0,
        filterIgnored: false,
      })
      expect(first.json.pages).toBeGreaterThanOrEqual(Math.ceil(truth.orders / 100))
      expect((await run(['sync', 'imweb', '--full'])).json).toMatchObject({ seen: truth.orders, added: 0, updated: 0 })
      expect((await run(['status'])).json.counts).toMatchObject({ orders: truth.orders, buyers: truth.buyers })

      const listed = (await run(['buyers', 'list', '--limit', '100000'])).json as {
        total: number
        items: Record<string, unknown>[]
      }
      expect(listed.total).toBe(truth.buyers)
      expect(listed.items).toHaveLength(truth.buyers)
      expect(listed.items.reduce((sum, buyer) => sum + Number(buyer.paid), 0)).toBe(truth.paid)
      expect(new Set(listed.items.map((buyer) => buyer.buyerId)).size).toBe(truth.buyers)
      expect(Object.keys(listed.items[0] ?? {})).toEqual([
        'buyerId',
        'name',
        'phone',
        'email',
        'orders',
        'paid',
        'firstPaidAt',
        'lastPaidAt',
      ])

      const out = join(folder, 'lines.csv')
      expect((await run(['buyers', 'export', '--out', out])).json).toEqual({
        path: out,
        rows: truth.lines,
        replacedCharacters: 0,
      })
      const file = readFileSync(out, 'utf8')
      expect(
        file.startsWith(
          '\uFEFF주문번호,주문일시,상품명,옵션,수량,상품금액,결제금액,구매자명,연락처,이메일,결제상태,주문상태\r\n',
        ),
      ).toBe(true)
      const people = join(folder, 'buyers.csv')
      expect(
        (await run(['buyers', 'export', '--out', people, '--rows', 'buyers', '--encoding', 'cp949'])).json,
      ).toMatchObject({ rows: truth.buyers })
      expect(readFileSync(people)[0]).not.toBe(0xef)

      const jobs = (await run(['jobs', 'list'])).json as { items: { status: string; outcome: string; kind: string }[] }
      expect(jobs.items.filter((job) => job.kind === 'order-sync')).toHaveLength(2)
      expect(jobs.items.every((job) => job.status === 'succeeded' && job.outcome === 'ok')).toBe(true)

      expect((await run(['disconnect', 'imweb'])).json).toEqual({ service: 'imweb', state: 'disconnected' })
      expect(await run(['sync', 'imweb'])).toMatchObject({ code: 1, json: { error: { code: 'NOT_CONNECTED' } } })

      const left = `${outputs.join('\n')}\n${everythingIn(place.home)}`
      expect(left).not.toContain(practice.credentials.clientSecret)
      expect(left).not.toMatch(/eyJ[\w-]{10,}\.[\w-]+\.[\w-]*/)
      expect(left).not.toMatch(/[?&]code=[0-9a-f]{20,}/)
    }, 120_000)

    it('pastes where the registered address is not on this computer', async () => {
      const place = cliPlace(tempFolder('cli'), practice)
      const run = startCli(place, ['connect', 'imweb', '--json'], {
        ...practice.credentials,
        redirectUri: 'https://practice-shop.example/',
      })
      const { authorizeUrl } = JSON.parse(await run.firstLine) as { authorizeUrl: string }
      const redirectedTo = await approveByHttp(authorizeUrl)
      run.write(`${JSON.stringify({ redirectedTo })}\n`)
      expect(await run.done).toMatchObject({ code: 0, json: { state: 'connected' } })
    })

    it('replaces the first connection with the second one', async () => {
      const place = cliPlace(tempFolder('cli'), practice)
      expect((await connectByCli(place, practice)).code).toBe(0)
      expect((await connectByCli(place, practice)).code).toBe(0)
      expect((await cli(place, ['sync', 'imweb', '--since', '2026-01-01'])).code).toBe(0)
    }, 60_000)

    it('gives up after --timeout and listens no longer', async () => {
      const place = cliPlace(tempFolder('cli'), practice)
      const run = startCli(place, ['connect', 'imweb', '--timeout', '1', '--json'], practice.credentials)
      const result = await run.done
      expect(result.code).toBe(1)
      expect(result.json).toMatchObject({ error: { code: expect.stringMatching(/TIMEOUT/) } })
      await expect(fetch(practice.credentials.redirectUri)).rejects.toThrow()
    })

    it('gives up on a pasted address after --timeout, and keeps what was connected before', async () => {
      const place = cliPlace(tempFolder('cli'), practice)
      expect((await connectByCli(place, practice)).code).toBe(0)
      const run = startCli(place, ['connect', 'imweb', '--timeout', '1', '--json'], {
        ...practice.credentials,
        redirectUri: 'https://practice-shop.example/',
      })
      expect(await run.done).toMatchObject({ code: 1, json: { error: { code: 'CONNECT_TIMEOUT' } } })
      expect((await cli(place, ['sync', 'imweb', '--since', '2026-11-01'])).code).toBe(0)
    })

    it('sees what changed on the shop', async () => {
      const own = await shop({ orders: 150 })
      try {
        const place = cliPlace(tempFolder('cli'), own)
        await connectByCli(place, own)
        await cli(place, ['sync', 'imweb'])
        const fresh = own.control.addOrder()
        expect((await cli(place, ['sync', 'imweb'])).json).toMatchObject({ added: 1, updated: 0 })
        own.control.changeOrder(fresh.orderNo, 'refund')
        expect((await cli(place, ['sync', 'imweb'])).json).toMatchObject({ added: 0, updated: 1 })
        expect((await cli(place, ['status'])).json.counts).toMatchObject({ buyers: truthNow(own).buyers })
      } finally {
        await own.close()
      }
    }, 60_000)

    it('reads everything when the shop ignores the date filter, and says so', async () => {
      const own = await shop({ orders: 400 })
      try {
        const place = cliPlace(tempFolder('cli'), own)
        await connectByCli(place, own)
        own.control.fault({ kind: 'ignore-filter', on: 'orders' })
        const truth = truthNow(own)
        expect((await cli(place, ['sync', 'imweb'])).json).toMatchObject({ added: truth.orders, filterIgnored: true })
        expect((await cli(place, ['status'])).json.counts).toMatchObject({ orders: truth.orders, buyers: truth.buyers })
      } finally {
        await own.close()
      }
    }, 60_000)

    it('asks for a new consent when the refresh token is refused, and exits with the next step', async () => {
      const own = await shop({ orders: 50 })
      try {
        const place = cliPlace(tempFolder('cli'), own)
        await connectByCli(place, own)
        own.control.revokeTokens()
        own.control.expireTokens()
        const result = await cli(place, ['sync', 'imweb'])
        expect(result).toMatchObject({ code: 1, json: { error: { code: 'NEEDS_REAUTH' } } })
        expect(result.stderr.trim().split('\n').at(-1)).toMatch(/^error NEEDS_REAUTH: .+ — .+$/)
        expect((await cli(place, ['status'])).json.connections).toContainEqual(
          expect.objectContaining({ service: 'imweb', state: 'needs_reauth' }),
        )
        expect((await connectByCli(place, own)).code).toBe(0)
        expect((await cli(place, ['sync', 'imweb'])).code).toBe(0)
      } finally {
        await own.close()
      }
    }, 60_000)

    it('ends with a coded error while the shop cannot be reached, and goes on later where it stopped', async () => {
      const own = await shop({ orders: 250 })
      const place = cliPlace(tempFolder('cli'), own)
      await connectByCli(place, own)
      own.control.fault({ kind: '500', on: 'orders' })
      expect(await cli(place, ['sync', 'imweb'])).toMatchObject({
        code: 1,
        json: { error: { code: 'NET_SERVER_ERROR', retryable: true } },
      })
      own.control.clearFaults()
      expect((await cli(place, ['sync', 'imweb'])).code).toBe(0)
      expect((await cli(place, ['status'])).json.counts).toMatchObject({ orders: truthNow(own).orders })
      await own.close()
      expect(await cli(place, ['sync', 'imweb'])).toMatchObject({
        code: 1,
        json: { error: { code: 'NET_UNREACHABLE' } },
      })
    }, 180_000)

    it('says once that a damaged database was set aside, instead of answering from an empty one', async () => {
      const place = cliPlace(tempFolder('cli'), practice)
      await cli(place, ['status'])
      writeFileSync(join(place.home, 'jangteo.db'), 'garbage '.repeat(1000))
      expect(await cli(place, ['buyers', 'list'])).toMatchObject({
        code: 1,
        json: { error: { code: expect.stringMatching(/^STORE_CORRUPT/) } },
      })
      expect(readdirSync(place.home).some((name) => name.startsWith('jangteo.corrupt-'))).toBe(true)
      expect((await cli(place, ['status'])).code).toBe(0)
    })

    it('refuses a data folder that cannot be one, and a file that is none', async () => {
      const folder = tempFolder('cli')
      writeFileSync(join(folder, 'file'), '')
      const place = cliPlace(folder, practice)
      expect(await cli({ ...place, home: join(folder, 'file') }, ['status'])).toMatchObject({
        code: 1,
        json: { error: { code: 'HOME_UNUSABLE', retryable: false } },
      })
      if (process.platform === 'linux') {
        expect(await cli({ ...place, home: '/proc/nope/deep' }, ['status'])).toMatchObject({
          code: 1,
          json: { error: { code: 'HOME_UNUSABLE' } },
        })
        expect(await cli(place, ['buyers', 'export', '--out', '/dev/full'])).toMatchObject({
          code: 1,
          json: { error: { code: 'EXPORT_NOT_A_FILE' } },
        })
      }
    })

    it('exits 3 while another process holds the data folder', async () => {
      const place = cliPlace(tempFolder('cli'), practice)
      const holder = startCli(place, ['connect', 'imweb', '--timeout', '20', '--json'], practice.credentials)
      await holder.firstLine
      expect(await cli(place, ['status'])).toMatchObject({ code: 3, json: { error: { code: 'HOME_HELD' } } })
      holder.child.kill('SIGKILL')
      await holder.done
      expect((await cli(place, ['status'])).code).toBe(0)
    })

    it.each([
      [[]],
      [['nonsense']],
      [['__proto__']],
      [['sync']],
      [['sync', 'coupang']],
      [['sync', 'imweb', '--since', '2026-02-30']],
      [['buyers', 'export']],
      [['buyers', 'list', '--limit', '0']],
      [['buyers', 'export', '--out', 'x.csv', '--encoding', 'utf-16']],
      [['jobs', 'list', '--state', 'sleeping']],
      [['status', '--unknown']],
    ])('exits 2 on wrong usage: %j', async (args) => {
      const place = cliPlace(tempFolder('cli'), practice)
      const result = await cli(place, args)
      expect(result.code).toBe(2)
      expect(result.json).toMatchObject({ error: { code: 'USAGE' } })
      expect(result.stderr.trim().split('\n').at(-1)).toMatch(/^error USAGE: .+ — .+$/)
      expect(result.stderr).toContain('사용법')
    })

    it.each([
      ['{}', 'CREDENTIAL'],
      ['not json', 'STDIN_NOT_JSON'],
      ['[]', 'STDIN_NOT_JSON'],
      ['', 'STDIN_NOT_JSON'],
      ['{"clientId":5,"clientSecret":null,"siteCode":[],"redirectUri":{}}', ''],
      ['{"clientId":"a","clientSecret":"b","siteCode":"c","redirectUri":"javascript:alert(1)"}', ''],
    ])('refuses the secrets %j with a code', async (input) => {
      const place = cliPlace(tempFolder('cli'), practice)
      const run = startCli(place, ['connect', 'imweb', '--json'])
      run.child.stdin?.end(input)
      const result = await run.done
      expect(result.code).toBe(1)
      expect(result.json).toMatchObject({ error: { code: expect.any(String), nextStep: expect.stringMatching(/./) } })
    })

    it.each([
      ['not json', 'ENDPOINTS_NOT_JSON'],
      ['{"imweb":"https://openapi.imweb.me"}', 'ENDPOINTS_NOT_LOCAL'],
      ['{"imweb":"http://127.0.0.1@evil.example"}', 'ENDPOINTS_BAD_ADDRESS'],
      ['{"other":"http://127.0.0.1:1"}', 'ENDPOINTS_BAD_NAME'],
    ])('refuses the endpoints file %s', async (content, code) => {
      const folder = tempFolder('cli')
      const endpoints = join(folder, 'endpoints.json')
      writeFileSync(endpoints, content)
      const place: CliPlace = { home: join(folder, 'home'), endpoints }
      expect(await cli(place, ['status'])).toMatchObject({ code: 1, json: { error: { code } } })
      expect(await cli({ ...place, endpoints: join(folder, 'missing.json') }, ['status'])).toMatchObject({
        code: 1,
        json: { error: { code: 'ENDPOINTS_MISSING' } },
      })
    })

    it('keeps the data folder to its owner', async () => {
      const place = cliPlace(tempFolder('cli'), practice)
      await cli(place, ['status'])
      expect(existsSync(join(place.home, 'jangteo.db'))).toBe(true)
      if (process.platform !== 'win32') expect(statSync(place.home).mode & 0o077).toBe(0)
    })
  },
)
