import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

/** Each file gets one import; the linter runs once over all of them with the project's own rules. */
const forbidden: [file: string, source: string][] = [
  ['shared/a1.ts', '../main/net/types.ts'],
  ['shared/a2.ts', '../renderer/app/api.ts'],
  ['shared/a3.ts', 'node:fs'],
  ['renderer/b1.ts', '../main/store/db.ts'],
  ['renderer/b2.ts', 'node:path'],
  ['renderer/b3.ts', 'electron'],
  ['renderer/b4.ts', 'axios'],
  ['renderer/pages/b5.ts', 'zod'],
  ['main/store/c1.ts', '../net/../orders/repository.ts'],
  ['main/store/c2.ts', '../engine/home.ts'],
  ['main/net/c3.ts', '../imweb/client.ts'],
  ['main/net/c4.ts', '../buyers/derive.ts'],
  ['main/net/c5.ts', 'keytar'],
  ['main/imweb/d1.ts', '../orders/sync-job.ts'],
  ['main/imweb/d2.ts', '../connections/handlers.ts'],
  ['main/wholesale/ownerclan/d3.ts', '../../products/repository.ts'],
  ['main/market/coupang/d4.ts', '../../listings/rules.ts'],
  ['main/market/coupang/d5.ts', 'axios'],
  ['main/orders/e1.ts', '../engine/scheduler.ts'],
  ['main/buyers/e2.ts', '../shell/ipc.ts'],
  ['main/exports/e3.ts', '../practice/index.ts'],
  ['main/listings/e4.ts', 'electron'],
  ['main/market/naver/d6.ts', '../../pricing/book.ts'],
  ['main/imweb/d7.ts', '../access/service.ts'],
  ['main/wholesale/d8.ts', '../listings/repository.ts'],
  ['main/dashboard/e5.ts', 'axios'],
  ['main/settings/e6.ts', 'keytar'],
  ['main/orders/e7.ts', 'better-sqlite3'],
  ['main/connections/e8.ts', 'axios'],
  ['main/connections/e9.ts', '../engine/home.ts'],
  ['main/buyers/e10.ts', '../../renderer/ui/format.ts'],
  ['main/practice/f1.ts', '../store/db.ts'],
  ['main/practice/imweb/f2.ts', '../../orders/repository.ts'],
  ['main/engine/g1.ts', '../shell/ipc.ts'],
  ['main/engine/g2.ts', 'electron'],
  ['main/cli.ts', 'electron'],
  ['main/cli/g3.ts', '../shell/window.ts'],
  ['main/shell/h1.ts', '../practice/index.ts'],
  ['main/shell/h2.ts', '../store/db.ts'],
  ['main/shell/calls/h3.ts', 'better-sqlite3'],
  ['main/index.ts', 'keytar'],
]

const allowed: [file: string, source: string][] = [
  ['shared/z1.ts', './contract/base.ts'],
  ['shared/z2.ts', 'zod'],
  ['renderer/z3.ts', '../shared/contract.ts'],
  ['renderer/z4.ts', 'react'],
  ['main/store/z5.ts', 'better-sqlite3'],
  ['main/net/z6.ts', 'axios'],
  ['main/net/z7.ts', '../store/db.ts'],
  ['main/imweb/z8.ts', '../net/types.ts'],
  ['main/imweb/z9.ts', '../connections/types.ts'],
  ['main/connections/imweb/z10.ts', '../../imweb/client.ts'],
  ['main/connections/z11.ts', 'keytar'],
  ['main/orders/z12.ts', '../imweb/client.ts'],
  ['main/orders/z13.ts', '../buyers/derive.ts'],
  ['main/practice/imweb/z14.ts', '../imweb/server.ts'],
  ['main/engine/z15.ts', '../orders/sync-job.ts'],
  ['main/engine/z16.ts', '../practice/in-worker.ts'],
  ['main/cli/z17.ts', '../engine/engine.ts'],
  ['main/shell/z18.ts', '../engine/protocol.ts'],
  ['main/shell/z19.ts', 'electron'],
  ['main/preload.ts', 'electron'],
]

let refused: Set<string>
const folder = mkdtempSync(join(tmpdir(), 'jangteo-lint-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(() => {
  const config = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')) as Record<string, unknown>
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...config, $schema: undefined, vcs: undefined }))
  for (const [file, source] of [...forbidden, ...allowed]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), `import '${source}'\n`)
  }
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  const run = spawnSync(
    process.execPath,
    [biome, 'lint', '--only=style/noRestrictedImports', '--reporter=json', '--max-diagnostics=none', '.'],
    { cwd: folder, encoding: 'utf8' },
  )
  const report = JSON.parse(run.stdout.slice(run.stdout.indexOf('{'))) as {
    diagnostics: { category: string; location: { path: string | { file: string } } }[]
  }
  refused = new Set(
    report.diagnostics
      .filter(({ category }) => category === 'lint/style/noRestrictedImports')
      .map(({ location }) =>
        (typeof location.path === 'string' ? location.path : location.path.file).replaceAll('\\', '/'),
      ),
  )
})

const isRefused = (file: string) => [...refused].some((path) => path === file || path.endsWith(`/${file}`))

describe('the linter guards the import directions', () => {
  it.each(forbidden)('%s may not import %s', (file) => {
    expect(isRefused(file)).toBe(true)
  })
  it.each(allowed)('%s may import %s', (file) => {
    expect(isRefused(file)).toBe(false)
  })
})
