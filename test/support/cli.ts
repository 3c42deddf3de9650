import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { approveByHttp } from '../../main/practice/imweb/index.ts'
import type { PracticeImweb } from '../../main/practice/imweb/types.ts'

const root = join(import.meta.dirname, '..', '..')

export interface CliResult {
  code: number | null
  stdout: string
  stderr: string
  /** The last line of stdout, parsed. */
  json: Record<string, unknown>
}

export interface CliRun {
  child: ChildProcess
  done: Promise<CliResult>
  /** Resolves with the first line of stdout. */
  firstLine: Promise<string>
  write(text: string): void
}

export interface CliPlace {
  home: string
  endpoints: string
}

/** A data folder and an endpoints file that lead to one practice shop. */
export const cliPlace = (folder: string, practice: Pick<PracticeImweb, 'url'>): CliPlace => {
  const endpoints = join(folder, 'endpoints.json')
  writeFileSync(endpoints, JSON.stringify({ imweb: practice.url }))
  return { home: join(folder, 'home'), endpoints }
}

/** Starts the built command line as its own process, as a schedule or a script would. */
export const startCli = (place: CliPlace, args: string[], input?: unknown): CliRun => {
  const child = spawn(process.execPath, [join(root, 'out', 'main', 'cli.js'), ...args], {
    env: { ...process.env, JANGTEO_HOME: place.home, JANGTEO_ENDPOINTS: place.endpoints },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  let first: (line: string) => void = () => {}
  const firstLine = new Promise<string>((resolve) => {
    first = resolve
  })
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
    if (stdout.includes('\n')) first(stdout.slice(0, stdout.indexOf('\n')))
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  child.stdin.on('error', () => undefined)
  if (input !== undefined) child.stdin.write(`${JSON.stringify(input)}\n`)
  const done = new Promise<CliResult>((resolve) => {
    child.on('close', (code) => {
      first('')
      const last = stdout.trim().split('\n').at(-1) ?? ''
      resolve({ code, stdout, stderr, json: last.startsWith('{') ? (JSON.parse(last) as Record<string, unknown>) : {} })
    })
  })
  return { child, done, firstLine, write: (text) => child.stdin.write(text) }
}

export const cli = (place: CliPlace, args: string[], input?: unknown): Promise<CliResult> =>
  startCli(place, [...args, '--json'], input).done

/** The whole consent, as a browser and an operator would go through it. */
export const connectByCli = async (place: CliPlace, practice: PracticeImweb): Promise<CliResult> => {
  const run = startCli(place, ['connect', 'imweb', '--json'], practice.credentials)
  const line = await run.firstLine
  if (!line.includes('authorizeUrl')) return run.done
  const { authorizeUrl } = JSON.parse(line) as { authorizeUrl: string }
  await fetch(await approveByHttp(authorizeUrl))
  return run.done
}
