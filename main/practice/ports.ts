import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'

const listenOn = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const failed = (error: Error) => {
      server.off('listening', ready)
      reject(error)
    }
    const ready = () => {
      server.off('error', failed)
      resolve()
    }
    server.once('error', failed)
    server.once('listening', ready)
    server.listen({ port, host: '127.0.0.1' })
  })

/** Listens on 127.0.0.1, on the preferred port when it can be had, else on any. */
export async function listen(server: Server, preferred = 0): Promise<void> {
  try {
    await listenOn(server, preferred)
  } catch (error) {
    if (preferred === 0) throw error
    await listenOn(server, 0)
  }
}

const fileIn = (folder: string) => join(folder, 'ports.json')

/** Ports of the last start, by service; empty when none are known. */
export function rememberedPorts(folder: string): Record<string, number> {
  try {
    const value: unknown = JSON.parse(readFileSync(fileIn(folder), 'utf8'))
    if (typeof value !== 'object' || value === null) return {}
    const isPort = (port: unknown): port is number =>
      Number.isInteger(port) && Number(port) >= 1024 && Number(port) <= 65_535
    return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, number] => isPort(entry[1])))
  } catch {
    return {}
  }
}

export function rememberPorts(folder: string, ports: Record<string, number>): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${fileIn(folder)}.next`, JSON.stringify(ports))
  renameSync(`${fileIn(folder)}.next`, fileIn(folder))
}
