import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startPracticeBuyerApp } from '../../main/practice/buyer-app/index.ts'
import { startPracticeImweb } from '../../main/practice/imweb/index.ts'
import { cli, connectByCli } from '../support/cli.ts'
import { tempFolder } from '../support/temp.ts'
import { isPaid, peopleOf } from '../support/truth.ts'

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

describe.runIf(process.platform !== 'linux' || process.env.JANGTEO_TEST_KEYRING)(
  'the operator’s app by the command line, as AUTOMATION.md fixes it',
  () => {
    it('connects, tells who is let in, revokes after refunds, and resends with the same id', async () => {
      const folder = tempFolder('access-cli')
      const redirectUri = `http://localhost:${await freePort()}/imweb/callback`
      const practice = await startPracticeImweb({
        ...{ orders: 120, arrivalEveryMs: 0, limits: null, redirectUris: [redirectUri] },
        credentials: { redirectUri },
      })
      const app = await startPracticeBuyerApp()
      onTestFinished(async () => {
        await practice.close()
        await app.close()
      })
      const endpoints = join(folder, 'endpoints.json')
      writeFileSync(endpoints, JSON.stringify({ imweb: practice.url, 'buyer-app': app.url }))
      const place = { home: join(folder, 'home'), endpoints }
      const people = () => [...peopleOf([...practice.truth()]).values()]
      const buyers = () => people().filter((own) => own.some(isPaid)).length
      /** Exit code 0 and the answer. */
      const done = async (args: string[], input?: unknown) => {
        const { code, json, stderr } = await cli(place, args, input)
        expect(stderr + String(code)).toBe('0')
        return json
      }

      expect((await connectByCli(place, practice)).code).toBe(0)
      const none = await cli(place, ['buyers', 'access', 'sync'])
      expect(none).toMatchObject({ code: 1, json: { error: { code: 'ACCESS_NOT_CONNECTED' } } })
      await done(['sync', 'imweb'])
      const insecure = await cli(place, ['connect', 'buyer-app'], { url: 'http://app.example.kr/hook' })
      expect(insecure).toMatchObject({ code: 1, json: { error: { code: 'ACCESS_URL_INSECURE' } } })

      // The operator's own address; JANGTEO_ENDPOINTS puts the local one in its place.
      const url = 'https://app.example.kr/webhooks/jangteo'
      const made = await done(['connect', 'buyer-app'], { url })
      expect(made).toEqual({ service: 'buyer-app', state: 'connected', secret: expect.stringMatching(/^whsec_/) })
      const given = await done(['connect', 'buyer-app'], { url, secret: app.credentials.secret })
      expect(given).toEqual({ service: 'buyer-app', state: 'connected' })
      expect(app.control.requests()).toBe(0)

      expect(await done(['buyers', 'access', 'sync'])).toEqual({
        ...{ sent: buyers(), accepted: buyers() },
        ...{ rejected: 0, pending: 0 },
      })
      expect(app.control.list()).toHaveLength(buyers())
      expect(await done(['buyers', 'access', 'sync'])).toEqual({ sent: 0, accepted: 0, rejected: 0, pending: 0 })

      const listed = await done(['buyers', 'access', 'list', '--state', 'granted', '--limit', '2'])
      expect(listed.total).toBe(buyers())
      const items = listed.items as Record<string, unknown>[]
      expect(items).toHaveLength(2)
      expect(items[0]).toMatchObject({
        state: 'granted',
        until: null,
        since: expect.stringMatching(/Z$/),
        announced: expect.stringMatching(/Z$/),
        products: expect.arrayContaining([expect.objectContaining({ productId: expect.any(String) })]),
      })

      const paid = [...practice.truth()].find((order) => isPaid(order))
      const orderNo = Number(paid?.orderNo)
      practice.control.changeOrder(orderNo, 'refund')
      await done(['sync', 'imweb', '--full'])
      await done(['buyers', 'access', 'sync'])
      expect(app.control.list()).toHaveLength(buyers())

      const before = app.control.requests()
      const buyerId = String(items[0]?.buyerId)
      expect(await done(['buyers', 'access', 'resend', '--buyer', buyerId])).toMatchObject({ sent: 1, accepted: 1 })
      expect(app.control.requests()).toBe(before + 1)
      expect(app.control.problems()).toEqual([])
      expect((await cli(place, ['buyers', 'access', 'resend'])).code).toBe(2)

      // Refused: exit 0, the reason in the answer and without what the app said on stderr, and kept with the connection.
      app.control.fault({ kind: 'status', status: 422, times: 1 })
      const refused = await cli(place, ['buyers', 'access', 'resend', '--buyer', buyerId])
      expect(refused).toMatchObject({
        code: 0,
        json: {
          ...{ sent: 1, accepted: 0, rejected: 1, pending: 0 },
          rejections: [{ eventId: expect.stringMatching(/^msg_/), buyerId, status: 422, body: expect.any(String) }],
        },
        stderr: expect.stringContaining(`${buyerId}, HTTP 422`),
      })
      const connections = async () => (await done(['status'])).connections
      expect(await connections()).toContainEqual(
        expect.objectContaining({ service: 'buyer-app', problem: expect.stringMatching(/^ACCESS_REJECTED.*1건/) }),
      )
      // Told to wait: said at once, with until when.
      app.control.fault({ kind: 'too-many', retryAfterSeconds: 600, times: 1 })
      for (const sent of [1, 0]) {
        const waiting = await cli(place, ['buyers', 'access', 'resend', '--buyer', buyerId])
        expect(waiting).toMatchObject({
          code: 0,
          json: { sent, pending: 1, problem: { code: 'ACCESS_BUSY', until: expect.stringMatching(/Z$/) } },
          stderr: expect.stringContaining('ACCESS_BUSY'),
        })
      }
      expect((await cli(place, ['buyers', 'access', 'nothing'])).code).toBe(2)

      expect(await done(['disconnect', 'buyer-app'])).toEqual({ service: 'buyer-app', state: 'disconnected' })
    }, 120_000)
  },
)
