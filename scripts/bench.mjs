// `npm run bench [PART…]`: every figure that the project promises, measured in one run on this machine.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { ensureSetup, node24, root } from './setup.mjs'

ensureSetup('test')
const { buildIfNeeded } = await import('./build.mjs')
buildIfNeeded()

const home = mkdtempSync(join(tmpdir(), 'jangteo-bench-'))
const env = {
  ...process.env,
  PATH: [dirname(node24), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
}
const keyring = process.platform === 'linux' ? [join('test', 'support', 'keyring.mjs'), '--', node24] : []
const small = '--max-semi-space-size=8'

/** Name of the part → arguments for Node, of one process or of several. The order matters: `seed` fills what the next four measure, `products` what the next one does. */
const parts = {
  sync: [small, 'test/bench/sync.ts', '100000', 'store'],
  limits: [
    ['test/bench/sync.ts', '9000', 'limited'],
    ['test/bench/run.ts', 'pace'],
  ],
  seed: ['test/bench/run.ts', 'seed', home],
  sql: ['test/bench/run.ts', 'sql', home],
  export: [small, 'test/bench/run.ts', 'export', home],
  starts: ['test/bench/run.ts', 'starts', home],
  screen: ['test/bench/run.ts', 'screen', home],
  collect: [small, 'test/bench/run.ts', 'collect', home],
  products: [small, 'test/bench/run.ts', 'products', home],
  'products-screen': ['test/bench/run.ts', 'products-screen', home],
  prices: ['test/bench/run.ts', 'prices'],
  drafts: [small, 'test/bench/run.ts', 'drafts', home],
  'drafts-screen': ['test/bench/run.ts', 'drafts-screen', home],
  'collect-kills': ['test/bench/run.ts', 'collect-kills'],
  access: [small, 'test/bench/run.ts', 'access', home],
  'access-kills': ['test/bench/run.ts', 'access-kills'],
  uploads: ['test/bench/run.ts', 'uploads', home],
  kills: [...keyring, 'test/bench/run.ts', 'kills'],
}

const holds = (row) => {
  const match = /([≤≥=]) ([\d.]+)$/.exec(row.target ?? '')
  if (!match) return ''
  const [, sign, limit] = match
  const figure = row.ratio ?? row.value
  const good =
    sign === '≤' ? figure <= Number(limit) : sign === '≥' ? figure >= Number(limit) : figure === Number(limit)
  return good ? '✓' : '✗'
}

const wanted = process.argv.slice(2)
const needsSeed = wanted.some((part) => ['sql', 'export', 'starts', 'screen'].includes(part))
const chosen = Object.keys(parts).filter(
  (part) => wanted.length === 0 || wanted.includes(part) || (part === 'seed' && needsSeed),
)
process.stdout.write(
  `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version} → 24\n\n`,
)
process.stdout.write('| part | figure | value | baseline | ratio | target | |\n|---|---|---:|---:|---:|---|---|\n')
try {
  const runs = chosen.flatMap((part) =>
    [parts[part]].flat(Array.isArray(parts[part][0]) ? 1 : 0).map((args) => [part, args]),
  )
  for (const [part, args] of runs) {
    const run = spawnSync(node24, args, {
      cwd: root,
      env,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const line = run.stdout
      .trim()
      .split('\n')
      .findLast((text) => text.startsWith('['))
    if (run.status !== 0 || line === undefined) {
      process.stdout.write(`| ${part} | did not finish: ${run.stderr.trim().split('\n').at(-1) ?? ''} | | | | | ✗ |\n`)
      continue
    }
    for (const row of JSON.parse(line)) {
      const cells = [
        part,
        row.name,
        `${row.value} ${row.unit}`.trim(),
        row.baseline ?? '',
        row.ratio?.toFixed(2) ?? '',
        row.target ?? '',
        holds(row),
      ]
      process.stdout.write(`| ${cells.join(' | ')} |\n`)
    }
  }
} finally {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
}
