import { type ChildProcess, spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export interface StandIn {
  process: ChildProcess
  /** Chromium's DevTools address, for Playwright. */
  endpoint: string
  /** One of the actions of test/host/control.ts. */
  ask: <T>(action: string, given?: unknown) => Promise<T>
  /** Resolves with the exit code when the app has ended. */
  ended: Promise<number | null>
  relaunched: () => boolean
  /** What the app wrote to stdout and stderr, its last 200,000 characters. */
  said: () => string
  /** kill -9 for the app and its browser; both are gone afterwards. */
  kill: () => Promise<void>
}

type FromApp =
  | { type: 'endpoint'; endpoint: string; browser: number }
  | { type: 'relaunch' }
  | { type: 'answer'; id: number; value?: unknown; error?: string }

export interface StandInOptions {
  home: string
  env?: Record<string, string>
  /** The built app; another one only for tests of the host itself. */
  main?: string
}

/** Chromium ends with its pipe, but writes its profile once more while it does: a test's folder must be left alone by then. */
const endProcess = async (pid: number) => {
  for (const end = Date.now() + 5_000; Date.now() < end; ) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      return
    }
    await sleep(10)
  }
}

/** Starts the built app in Node with the stand-in for `electron`. Rejects when it ends before its window could open. */
export const startStandIn = async (options: StandInOptions): Promise<StandIn> => {
  const main = options.main ?? join(root, 'out', 'main', 'index.js')
  const child = spawn(process.execPath, ['--import', join(root, 'test', 'host', 'register.mjs'), main], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', ...options.env, JANGTEO_HOME: options.home, JANGTEO_STAND_IN: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'json',
  })
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let nextId = 1
  let relaunch = false
  let said = ''
  const keep = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-200_000)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      for (const { reject } of waiting.values()) reject(new Error(`the app ended with ${code}: ${said}`))
      waiting.clear()
      resolve(code)
    })
  })
  let browser = 0
  const endpoint = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: FromApp) => {
      if (message.type === 'endpoint') {
        browser = message.browser
        resolve(message.endpoint)
      }
      if (message.type === 'relaunch') relaunch = true
      if (message.type === 'answer') {
        const one = waiting.get(message.id)
        waiting.delete(message.id)
        if (message.error === undefined) one?.resolve(message.value as never)
        else one?.reject(new Error(message.error))
      }
    })
    void ended.then((code) => reject(new Error(`the app ended with ${code} before its window: ${said}`)))
  })
  return {
    process: child,
    endpoint,
    ended,
    relaunched: () => relaunch,
    said: () => said,
    kill: async () => {
      // An app that ended by itself waited for its browser; that number may be another process's by now.
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await ended
      await endProcess(browser)
    },
    ask: (action, given) =>
      new Promise((resolve, reject) => {
        const id = nextId++
        waiting.set(id, { resolve, reject })
        child.send({ id, action, given })
      }),
  }
}
