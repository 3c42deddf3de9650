import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openEngine } from '../../../main/engine/engine.ts'
import { approveByHttp } from '../../../main/practice/imweb/index.ts'
import { startPractice } from '../../../main/practice/index.ts'
import type { EngineCallName, Input, Output } from '../../../shared/contract.ts'
import { tempFolder } from '../../support/temp.ts'

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

/** Of the issue: one sync, and five seconds. The sync itself is asked for here, so only the five seconds count. */
const WITHIN_MS = 5_000

describe.runIf(process.platform !== 'linux' || process.env.JANGTEO_TEST_KEYRING)(
  'from a payment in the practice shop to access in the practice app',
  () => {
    it('lets the buyer in within five seconds of the sync, and shuts them out after the refund', async () => {
      const folder = tempFolder('access-engine')
      const redirectUri = `http://127.0.0.1:${await freePort()}/imweb/callback`
      const practice = await startPractice({
        runIn: 'this thread',
        imweb: {
          orders: 30,
          arrivalEveryMs: 0,
          limits: null,
          control: true,
          credentials: { redirectUri },
          redirectUris: [redirectUri],
        },
      })
      onTestFinished(() => practice.close())
      const endpointsFile = join(folder, 'endpoints.json')
      writeFileSync(endpointsFile, JSON.stringify(practice.endpoints))
      const engine = await openEngine({
        home: join(folder, 'home'),
        mode: 'real',
        version: 'test',
        background: true,
        endpointsFile,
      })
      onTestFinished(() => engine.close())
      const call = async <K extends EngineCallName>(name: K, input: Input<K>): Promise<Output<K>> => {
        const result = await engine.call(name, input)
        if (!result.ok) throw new Error(`${name}: ${result.error.code} ${result.error.message}`)
        return result.data
      }
      const sync = async () => call('jobs.wait', { jobId: (await call('sync.start', {})).jobId })

      const attempt = await call('connections.connectImweb', practice.credentials.imweb)
      await fetch(await approveByHttp(attempt.authorizeUrl))
      await call('connections.wait', { attemptId: attempt.attemptId })
      await sync()
      const app = practice.control['buyer-app']
      // Through the general door, as the connections page does it.
      const connected = await call('connections.connect', {
        service: 'buyer-app',
        secrets: { ...practice.credentials['buyer-app'] },
      })
      expect(connected).toMatchObject({ state: 'connected', problem: null })
      const counts = await call('access.counts', { state: 'granted' })
      await expect.poll(async () => (await app.list()).length, { timeout: 10_000 }).toBe(counts.total)

      const fresh = { memberCode: 'm-fresh', ordererEmail: 'fresh@example.kr', ordererCall: '01099998888' }
      const { orderNo } = await practice.control.imweb.addOrder(fresh)
      await practice.control.imweb.changeOrder(orderNo, 'pay')
      const has = async () => (await app.events()).some(({ body }) => body.includes(`"orderNo":"${orderNo}"`))
      await sync()
      await expect.poll(has, { timeout: WITHIN_MS }).toBe(true)
      const event = (await app.events()).find(({ body }) => body.includes(`"orderNo":"${orderNo}"`))
      const isIn = async () => (await app.list()).some(({ buyerId }) => buyerId === event?.buyerId)
      expect(await isIn()).toBe(true)

      await practice.control.imweb.changeOrder(orderNo, 'refund')
      await sync()
      await expect.poll(isIn, { timeout: WITHIN_MS }).toBe(false)
      expect((await app.events()).at(-1)).toMatchObject({ type: 'buyer.revoked', buyerId: event?.buyerId })
      expect(await app.problems()).toEqual([])
    }, 60_000)
  },
)
