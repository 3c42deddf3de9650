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
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
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

it('a server killed at any moment comes back where it was: no token is good twice, none that it gave is lost', async () => {
  const folder = tempFolder('practice')
  const args = ['--orders', '50', '--no-limits', '--control', '--folder', folder]
  let child = run(args)
  let { endpoints, credentials } = await firstLine(child)
  const { clientId, clientSecret } = credentials.imweb
  const base = endpoints.imweb
  const post = async (path: string, body: BodyInit) => (await fetch(base + path, { method: 'POST', body })).json()
  const refresh = (refreshToken: string) =>
    post('/oauth2/token', new URLSearchParams({ grantType: 'refresh_token', clientId, clientSecret, refreshToken }))

  const spent: string[] = []
  let newest = (await post('/__practice/issue-tokens', '{}')).value.refreshToken
  for (const rounds of [0, 3, 8, 13]) {
    const killed = child
    let asked = ''
    for (let round = 0; ; round++) {
      asked = newest
      const answer = refresh(asked)
      if (round === rounds) killed.kill('SIGKILL')
      try {
        newest = (await answer).data.refreshToken
        spent.push(asked)
      } catch {
        break
      }
    }
    await ended(killed)
    child = run(args)
    ;({ endpoints, credentials } = await firstLine(child))
    expect(endpoints.imweb).toBe(base)
    for (const token of spent) expect((await refresh(token)).error?.errorCode).toBe('30170')
    // The one whose answer was lost was spent before the kill, or is still good; never both.
    const again = await refresh(asked)
    if (again.error) expect(again.error.errorCode).toBe('30170')
    spent.push(asked)
    newest = again.data?.refreshToken ?? (await post('/__practice/issue-tokens', '{}')).value.refreshToken
  }
})

it.each([[['--orders', 'many']], [['--orders', '1000001']], [['--port', '70000']], [['--what']]])(
  'npm run practice refuses %j with usage and exit 2',
  async (args) => {
    const child = run(args)
    expect(await ended(child)).toBe(2)
  },
)
