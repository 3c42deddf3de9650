// The practice services on their own: npm run practice -- [--orders N] [--no-limits] [--folder F] [--control] …
// Prints one JSON line { endpoints, credentials } and stays until SIGTERM, SIGINT or the end of stdin.
import { spawn } from 'node:child_process'
import { fstatSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const usage = `npm run practice -- [options]
  --orders N      orders before the start (2000)      --seed N        another shop (1)
  --no-limits     without the limiter                 --arrival-ms N  one new order each N ms, 0: none (20000)
  --folder F      keep state and ports there          --port N        preferred port of imweb
  --control       open POST /__practice/…             --redirect URI  registered redirect address, repeatable`

/** Node 24 runs the .ts sources; older ones hand over to the project's own. */
function handOver() {
  const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, JANGTEO_PRACTICE_RESPAWNED: '1' },
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', () => {
    process.stderr.write('이 스크립트는 Node 24가 필요합니다. 먼저 npm start 또는 npm ci를 실행하십시오.\n')
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

const wholeNumber = (name, text, most) => {
  if (text === undefined) return undefined
  if (!/^\d+$/.test(text) || Number(text) > most) throw new Error(`--${name}: 0에서 ${most} 사이의 정수가 필요합니다.`)
  return Number(text)
}

function optionsFrom(args) {
  const { values } = parseArgs({
    args,
    options: {
      orders: { type: 'string' },
      seed: { type: 'string' },
      'arrival-ms': { type: 'string' },
      port: { type: 'string' },
      folder: { type: 'string' },
      redirect: { type: 'string', multiple: true },
      'no-limits': { type: 'boolean' },
      control: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return null
  const imweb = {
    orders: wholeNumber('orders', values.orders, 1_000_000),
    seed: wholeNumber('seed', values.seed, 2 ** 31),
    arrivalEveryMs: wholeNumber('arrival-ms', values['arrival-ms'], 86_400_000),
    port: wholeNumber('port', values.port, 65_535),
    redirectUris: values.redirect,
    limits: values['no-limits'] ? null : undefined,
    control: values.control,
  }
  const given = Object.fromEntries(Object.entries(imweb).filter(([, value]) => value !== undefined))
  return { ...(values.folder === undefined ? {} : { folder: resolve(values.folder) }), imweb: given }
}

async function run() {
  let options
  try {
    options = optionsFrom(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${error.message}\n${usage}\n`)
    process.exit(2)
  }
  if (options === null) {
    process.stdout.write(`${usage}\n`)
    return
  }
  const { startPractice } = await import('../main/practice/index.ts')
  const practice = await startPractice({ ...options, runIn: 'this thread' })
  process.stdout.write(`${JSON.stringify({ endpoints: practice.endpoints, credentials: practice.credentials })}\n`)
  const stop = () => void practice.close().then(() => process.exit(0))
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop)
  // A parent that holds our stdin as a pipe and goes away takes us along; /dev/null and a terminal say nothing.
  const stdin = fstatSync(0)
  if (stdin.isFIFO() || stdin.isSocket()) process.stdin.on('end', stop).on('error', stop).resume()
}

if (Number(process.versions.node.split('.')[0]) >= 24) await run()
else if (process.env.JANGTEO_PRACTICE_RESPAWNED) process.exit(1)
else handOver()
