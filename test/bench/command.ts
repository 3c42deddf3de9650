import { spawnSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { openEngine } from '../../main/engine/engine.ts'
import { quantile, rounded } from './measure.ts'
import type { BenchRow } from './row.ts'

const medianOf = async (times: number, once: () => unknown): Promise<number> => {
  const taken: number[] = []
  for (let n = 0; n < times; n += 1) {
    const start = performance.now()
    await once()
    taken.push(performance.now() - start)
  }
  return rounded(
    quantile(
      taken.sort((a, b) => a - b),
      0.5,
    ),
  )
}

/** What an operator waits for before anything can be seen: the engine, the command, and the size of the window's code. */
export async function measureStarts(home: string): Promise<BenchRow[]> {
  const { firstLoad } = (await import('../../scripts/size.mjs' as string)) as { firstLoad(): { scripts: number } }
  const ready = await medianOf(5, async () => {
    const engine = await openEngine({ home, mode: 'real', version: 'bench', background: false })
    await engine.close()
  })
  const env = { ...process.env, JANGTEO_HOME: home }
  const status = () => {
    const done = spawnSync('npm', ['run', '--silent', 'jangteo', '--', 'status', '--json'], { env, encoding: 'utf8' })
    if (done.status !== 0) throw new Error(done.stderr)
  }
  status()
  return [
    { name: 'engine open and closed, 1,000,000 lines', value: ready, unit: 'ms', target: '≤ 300' },
    { name: 'npm run jangteo -- status --json', value: await medianOf(5, status), unit: 'ms', target: '≤ 1000' },
    { name: 'first-load JavaScript, gzip', value: firstLoad().scripts, unit: 'KB', target: '≤ 350' },
  ]
}
