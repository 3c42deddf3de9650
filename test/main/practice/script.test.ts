import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import { tempFolder } from '../../support/temp.ts'

const script = join(import.meta.dirname, '../../../scripts/practice.mjs')

const run = (args: string[], stdin: 'pipe' | 'ignore' = 'pipe'): ChildProcess => {
  const child = spawn(process.execPath, [script, ...args], { stdio: [stdin, 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

const firstLine = async (child: ChildProcess) => {
  if (!child.stdout) throw new Error('no stdout')
  const [line] = await once(createInterface(child.stdout), 'line')
  return JSON.parse(String(line))
}

const ended = async (child: ChildProcess) => {
  if (child.exitCode !== null) return child.exitCode
  const [code] = await once(child, 'exit')
  return code
}

it('npm run practice prints one line and serves until its stdin ends', async () => {
  const child = run(['--orders', '20', '--no-limits', '--control', '--folder', tempFolder('practice')])
  const { endpoints, credentials } = await firstLine(child)
  const { clientId } = credentials.imweb
  expect(clientId).toMatch(/^[0-9a-f-]{36}$/)
  const truth = await fetch(`${endpoints.imweb}/__practice/truth`, { method: 'POST' })
  expect((await truth.text()).trim().split('\n').length).toBeGreaterThanOrEqual(20)
  child.stdin?.end()
  expect(await ended(child)).toBe(0)
})

it('npm run practice without a stdin stays until SIGTERM', async () => {
  const child = run(['--orders', '1', '--redirect', 'http://localhost:5000/back'], 'ignore')
  const { endpoints, credentials } = await firstLine(child)
  expect(credentials.imweb.redirectUri).toBe('http://localhost:5000/back')
  expect((await fetch(`${endpoints.imweb}/site-info`)).status).toBe(401)
  expect(child.exitCode).toBeNull()
  child.kill('SIGTERM')
  expect(await ended(child)).toBe(0)
})

it.each([[['--orders', 'many']], [['--orders', '1000001']], [['--port', '70000']], [['--what']]])(
  'npm run practice refuses %j with usage and exit 2',
  async (args) => {
    const child = run(args)
    expect(await ended(child)).toBe(2)
  },
)
