// `npm test`: sets up, then types, lint, unit and fault tests, and the end-to-end suite, on real parts. Ends with the runners' own counts.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { ensureSetup, node24, root } from './setup.mjs'

ensureSetup('test')
const { buildIfNeeded } = await import('./build.mjs')
const bin = join(root, 'node_modules', '.bin')
const results = join(root, 'out', 'test-results')
const env = { ...process.env, PATH: [dirname(node24), bin, process.env.PATH].join(delimiter), JANGTEO_TEST: '1' }
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

let passed = 0
let failed = 0
let skipped = 0
const took = []

const step = (name, run) => {
  const from = Date.now()
  process.stdout.write(`\n── ${name}\n`)
  const good = run()
  took.push(`${good ? '✓' : '✗'} ${name} ${((Date.now() - from) / 1000).toFixed(1)} s`)
  return good
}
const node = (args, extra = {}) =>
  spawnSync(node24, args, { cwd: root, stdio: 'inherit', env: { ...env, ...extra } }).status === 0
const tool = (path, args) => node([join(root, 'node_modules', path), ...args])

/** Counts one check without tests of its own (types, lint, build) as failed only when it failed. */
const check = (name, run) => {
  if (!step(name, run)) failed += 1
}

/** The runner's counts from its own report; a runner that left none has failed. */
const count = (file, good) => {
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
  if (report === null) {
    failed += 1
    return
  }
  passed += report.numPassedTests
  skipped += report.numPendingTests + (report.numTodoTests ?? 0)
  failed += report.numFailedTests
  // A file that would not load, or an error outside any test, fails the run without a failed test.
  if (!good && report.numFailedTests === 0) failed += 1
}

const keyring = process.platform === 'linux' ? [join('test', 'support', 'keyring.mjs'), '--', node24] : []
const vitest = (name, config) => {
  const report = join(results, `${name}.json`)
  const args = [
    ...keyring,
    join('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  count(
    report,
    step(name, () => node(args)),
  )
}

const wanted = process.argv.slice(2)
const has = (name) => wanted.length === 0 || wanted.includes(name)

if (has('types')) check('types', () => tool(join('typescript', 'bin', 'tsc'), ['--noEmit']))
if (has('lint')) check('lint', () => tool(join('@biomejs', 'biome', 'bin', 'biome'), ['check', '.']))
check('build', () => {
  buildIfNeeded()
  return true
})
if (has('unit')) vitest('unit', 'vitest.config.ts')
if (has('e2e')) vitest('e2e', 'vitest.e2e.config.ts')

process.stdout.write(
  `\n${took.join('\n')}\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
