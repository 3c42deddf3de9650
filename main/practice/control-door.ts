import { renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isLoopbackHost, readBody, send } from './imweb/exchange.ts'
import { type PracticeControl, practiceServices } from './messages.ts'
import { listen } from './ports.ts'

export interface ControlDoor {
  url: string
  close(): Promise<void>
}

const BODY_MAX = 1024 * 1024
const JSON_TYPE = 'application/json'

/**
 * Lets tests of the built app move the embedded services as their reviewers, buyers and offices would:
 * POST /{service}/{name} with a JSON array of arguments → `{ "value": … }`. Its address is written to `file`.
 */
export async function openControlDoor(control: PracticeControl, file: string): Promise<ControlDoor> {
  const answer = async (path: string, body: string): Promise<unknown> => {
    const [, wanted, name = ''] = path.split('/')
    const service = practiceServices.find((one) => one === wanted)
    const args: unknown = JSON.parse(body)
    if (service === undefined || !Array.isArray(args)) throw new Error(`no practice control ${path}`)
    const call: unknown = Reflect.get(control[service], name)
    if (typeof call !== 'function') throw new Error(`no practice control ${path}`)
    return Reflect.apply(call, undefined, args)
  }
  const server = createServer(async (request, response) => {
    // A page in a browser cannot send this type elsewhere without being asked first, which nobody answers here.
    const isOurs = isLoopbackHost(request) && request.headers['content-type'] === JSON_TYPE
    if (!isOurs || request.method !== 'POST') return send(response, 403, JSON_TYPE, '{}')
    try {
      const value = await answer(request.url ?? '/', (await readBody(request, BODY_MAX)) ?? '')
      send(response, 200, JSON_TYPE, JSON.stringify({ value: value ?? null }))
    } catch (error) {
      const message = error instanceof Error ? error.message : 'error'
      send(response, 400, JSON_TYPE, JSON.stringify({ error: message }))
    }
  })
  await listen(server, undefined)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  writeFileSync(`${file}.next`, JSON.stringify({ url }))
  renameSync(`${file}.next`, file)
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
