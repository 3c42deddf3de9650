import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { eventBody } from '../../../main/access/body.ts'
import { makeSecret, signedHeaders } from '../../../main/access/signing.ts'
import { tempFolder } from '../../support/temp.ts'
import { accessRig, orderOf } from './rig.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const page = readFileSync(join(root, 'docs', 'buyer-app.md'), 'utf8')
const has = (command: string) => spawnSync(command, ['--version']).status === 0

/** The code of one receiver, as it stands on the page. */
const receiver = (name: string): string => {
  const found = new RegExp(`<!-- receiver: ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\\n\`\`\``).exec(page)
  if (found?.[1] === undefined) throw new Error(`no receiver ${name} on the page`)
  return found[1]
}

/** Express is no dependency of ours: so much of it as the page uses, on Node's own server. */
const expressShim = `
import { createServer } from 'node:http'
const express = () => {
  const routes = new Map()
  return {
    post: (path, ...handlers) => routes.set(path, handlers),
    listen: (port, host) => createServer(async (request, response) => {
      response.status = (code) => { response.statusCode = code; return response }
      for (const handler of routes.get(request.url) ?? []) {
        await new Promise((next) => { if (handler.length < 3) { handler(request, response); next() } else handler(request, response, next) })
      }
    }).listen(port, host),
  }
}
express.raw = () => async (request, response, next) => {
  const parts = []
  for await (const part of request) parts.push(part)
  request.body = Buffer.concat(parts)
  next()
}
export default express
`

/** Next hands web requests to the exported function; so does this. */
const nextServer = `
import { createServer } from 'node:http'
import { POST } from './route.ts'
createServer(async (request, response) => {
  const parts = []
  for await (const part of request) parts.push(part)
  const answer = await POST(new Request('http://localhost' + request.url, { method: 'POST', headers: request.headers, body: Buffer.concat(parts) }))
  response.writeHead(answer.status).end()
}).listen(Number(process.env.PORT), '127.0.0.1')
`

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

const withLibraries = (folder: string) => {
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, 'express'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(modules, 'express', 'package.json'), '{"type":"module","main":"index.js"}')
  writeFileSync(join(modules, 'express', 'index.js'), expressShim)
  symlinkSync(join(root, 'node_modules', 'standardwebhooks'), join(modules, 'standardwebhooks'), 'dir')
}

type Start = (folder: string, port: number) => { command: string; args: string[] }
const receivers: [name: string, runtime: string, start: Start][] = [
  [
    'express',
    process.execPath,
    (folder) => {
      withLibraries(folder)
      writeFileSync(join(folder, 'receiver.ts'), receiver('express'))
      return { command: process.execPath, args: [join(folder, 'receiver.ts')] }
    },
  ],
  [
    'next',
    process.execPath,
    (folder) => {
      withLibraries(folder)
      writeFileSync(join(folder, 'route.ts'), receiver('next'))
      writeFileSync(join(folder, 'server.ts'), nextServer)
      return { command: process.execPath, args: [join(folder, 'server.ts')] }
    },
  ],
  [
    'python',
    'python3',
    (folder) => {
      writeFileSync(join(folder, 'receiver.py'), receiver('python'))
      return { command: 'python3', args: [join(folder, 'receiver.py')] }
    },
  ],
  [
    'php',
    'php',
    (folder, port) => {
      writeFileSync(join(folder, 'index.php'), receiver('php'))
      return { command: 'php', args: ['-S', `127.0.0.1:${port}`, join(folder, 'index.php')] }
    },
  ],
]

describe('the receivers on the page for app developers', () => {
  for (const [name, runtime, start] of receivers) {
    const isThere = has(runtime)
    it.skipIf(!isThere)(
      `${name}${isThere ? '' : ` (skipped: ${runtime} is not installed)`} takes signed events and refuses forged and old ones`,
      async () => {
        const secret = makeSecret()
        const port = await freePort()
        const { command, args } = start(tempFolder('receiver'), port)
        const child: ChildProcess = spawn(command, args, {
          env: { ...process.env, JANGTEO_SECRET: secret, PORT: String(port) },
          stdio: ['ignore', 'pipe', 'pipe'],
        })
        onTestFinished(() => void child.kill('SIGKILL'))
        let said = ''
        for (const stream of [child.stdout, child.stderr]) {
          stream?.on('data', (part: Buffer) => {
            said += part.toString()
          })
        }
        const bodyOf = (type: 'buyer.granted' | 'buyer.revoked', at: number) =>
          eventBody({
            ...{ type, at, buyerId: 'b1', name: '홍길동', email: 'a@example.kr', phone: '01012345678', orderNo: '1' },
            products: [{ productId: '1', name: '강의', option: '' }],
            ...{ since: at, until: null, reason: type === 'buyer.revoked' ? ('refunded' as const) : null },
          })
        const post = async (
          more: { at?: number; key?: string; body?: string; previous?: string; sentAt?: string } = {},
        ) => {
          const { at = Date.now(), key = secret, previous = null } = more
          const body = more.body ?? bodyOf('buyer.granted', at)
          const headers = signedHeaders({ current: key, previous }, { id: 'msg_1', at, body })
          const url = `http://127.0.0.1:${port}/webhooks/jangteo`
          const answer = await fetch(url, {
            method: 'POST',
            headers: {
              ...{ 'content-type': 'application/json', ...headers },
              ...(more.sentAt === undefined ? {} : { 'webhook-timestamp': more.sentAt }),
            },
            body,
          })
          return answer.status
        }
        await expect.poll(() => post().catch(() => 0), { timeout: 10_000 }).toBe(204)
        await expect.poll(() => said).toContain('buyer.granted b1')
        expect(await post({ key: makeSecret() })).toBe(401)
        expect(await post({ at: Date.now() - 301_000 })).toBe(401)
        // Some languages call a raised two a digit, and then stumble over it.
        for (const sentAt of ['\u00b2', '12x', '-1', '1e9']) expect(await post({ sentAt })).toBe(401)
        // During a rotation the app's secret is one of the two.
        expect(await post({ key: makeSecret(), previous: secret })).toBe(204)
        expect(await post({ body: bodyOf('buyer.revoked', Date.now()) })).toBe(204)
        await expect.poll(() => said).toContain('buyer.revoked b1')
      },
      30_000,
    )
  }
})

interface Api {
  openapi: string
  webhooks: { buyerEvent: { post: { requestBody: { content: Record<string, { schema: unknown }> } } } }
  components: {
    schemas: Record<string, unknown>
    parameters: Record<string, { name: string; schema: { pattern?: string } }>
  }
}

const api = parse(readFileSync(join(root, 'docs', 'buyer-app.openapi.yaml'), 'utf8')) as Api

/** References in place of their targets: one schema that stands alone. */
const resolved = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(resolved)
  if (typeof value !== 'object' || value === null) return value
  const reference = (value as { $ref?: string }).$ref
  if (reference !== undefined) return resolved(api.components.schemas[reference.split('/').at(-1) ?? ''])
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one)]))
}

describe('the OpenAPI document', () => {
  it('is version 3.1, and each of its references leads somewhere', () => {
    expect(api.openapi).toBe('3.1.0')
    const text = JSON.stringify(api)
    for (const [, kind = '', name = ''] of text.matchAll(/#\/components\/(\w+)\/([\w-]+)/g)) {
      expect(Object.keys((api.components as unknown as Record<string, object>)[kind] ?? {}), name).toContain(name)
    }
  })

  it('describes exactly what is sent: every event of a shop’s life fits, and a field more or less does not', async () => {
    const schema = resolved(api.webhooks.buyerEvent.post.requestBody.content['application/json']?.schema)
    const shape = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
    const { save, connect, sync, app, handlers, granted } = await accessRig()
    await connect()
    save(orderOf(1, 1), orderOf(2, 2))
    await sync()
    save(orderOf(3, 1, { products: ['200'] }))
    save(orderOf(2, 2, { status: 'REFUND_COMPLETE' }))
    await sync()
    const [buyerId = ''] = await granted()
    await handlers['access.setManual']({ buyerId, kind: 'blocked', reason: '시험' })
    await sync()
    const bodies = app.control.events().map(({ body }) => JSON.parse(body) as Record<string, unknown>)
    expect(new Set(bodies.map(({ type }) => type))).toEqual(
      new Set(['buyer.granted', 'buyer.updated', 'buyer.revoked']),
    )
    for (const body of bodies) expect(shape.safeParse(body).error).toBeUndefined()
    const [first] = bodies
    expect(shape.safeParse({ ...first, more: 1 }).success).toBe(false)
    expect(shape.safeParse({ ...first, timestamp: 'yesterday' }).success).toBe(false)
    expect(shape.safeParse({ ...first, type: 'buyer.gone' }).success).toBe(false)
    expect(shape.safeParse({ ...first, type: 'buyer.revoked' }).success).toBe(false)
  })

  it('names the headers as they are sent', () => {
    const sent = signedHeaders(
      { current: makeSecret(), previous: makeSecret() },
      { id: 'msg_1', at: Date.now(), body: '{}' },
    )
    const named = Object.values(api.components.parameters)
    expect(named.map(({ name }) => name).sort()).toEqual(Object.keys(sent).sort())
    for (const { name, schema } of named) expect(sent[name]).toMatch(new RegExp(schema.pattern ?? ''))
  })

  it('shows the same example fields on the page', () => {
    const example = JSON.parse(/```json\n(\{\n[\s\S]*?)\n```/.exec(page)?.[1] ?? '{}') as { data: object }
    const schema = resolved(api.components.schemas.BuyerGranted)
    expect(z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(example).success).toBe(true)
  })
})
