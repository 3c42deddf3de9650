import { performance } from 'node:perf_hooks'
import { launchApp } from '../e2e/support/launch.ts'
import { quantile, rounded } from './measure.ts'
import type { BenchRow } from './row.ts'

/** Chromium's clock under the test host: 60 refreshes a second. */
const REFRESH_MS = 1000 / 60

export const FIRST_ROW = '[role=row][aria-rowindex="3"]:not([aria-busy])'

/** The built app over the big database: start, first rows, and how a hundred thousand buyers scroll. */
export async function measureScreen(home: string): Promise<BenchRow[]> {
  const toRows: number[] = []
  const fromSpawn: number[] = []
  const rows: BenchRow[] = []
  for (let n = 0; n < 4; n += 1) {
    const started = performance.now()
    const app = await launchApp({ home })
    try {
      await app.open('/buyers')
      // The page's own clock starts with its navigation: code, first calls, the index of all buyers, rows.
      await app.page.reload()
      await app.page.locator(FIRST_ROW).waitFor({ timeout: 60_000 })
      toRows.push(await app.page.evaluate(() => performance.now()))
      fromSpawn.push(performance.now() - started)
      if (n === 3) rows.push(...(await scroll(app.page, 'buyers')))
    } finally {
      await app.close()
    }
  }
  const median = (times: number[]) =>
    rounded(
      quantile(
        times.sort((a, b) => a - b),
        0.5,
      ),
    )
  return [
    { name: 'window to first rows', value: median(toRows), unit: 'ms', target: '≤ 1000' },
    { name: 'spawn of the app, window, list of buyers, rows', value: median(fromSpawn), unit: 'ms', target: null },
    ...rows,
  ]
}

/** How the list on the page scrolls: a steady reader first, then the thumb of the scroll bar. */
export async function scroll(page: Awaited<ReturnType<typeof launchApp>>['page'], what: string): Promise<BenchRow[]> {
  const frames = await page.evaluate(async () => {
    const grid = document.querySelector('[role=grid]')
    const box = [grid, ...(grid?.querySelectorAll('*') ?? [])].find(
      (element) => element !== null && element.scrollHeight > element.clientHeight + 1000,
    )
    if (!box) throw new Error('no scrolling list')
    const times: number[] = []
    let last = performance.now()
    await new Promise<void>((resolve) => {
      let n = 0
      const step = (now: number) => {
        times.push(now - last)
        last = now
        box.scrollTop += n < 200 ? 60 : 5_000
        n += 1
        if (n < 400) requestAnimationFrame(step)
        else resolve()
      }
      requestAnimationFrame(step)
    })
    return { times: times.slice(5), rows: document.querySelectorAll('[role=row]').length }
  })
  // A frame is seen at a refresh of the screen or at a later one. The browser tells times rounded to 0.1 ms, so that one in
  // time reads 16.6, 16.7 or 16.8: what is later than that by a millisecond counts as the next refresh.
  const refreshes = frames.times.map((time) => Math.max(1, Math.ceil((time - 1) / REFRESH_MS))).sort((a, b) => a - b)
  const sorted = refreshes.map((count) => count * REFRESH_MS)
  const late = refreshes.filter((count) => count > 1).length
  return [
    { name: `scrolling ${what}, frame p50`, value: rounded(quantile(sorted, 0.5)), unit: 'ms', target: null },
    { name: `scrolling ${what}, frame p95`, value: rounded(quantile(sorted, 0.95)), unit: 'ms', target: '≤ 16.7' },
    {
      name: `of ${sorted.length} frames scrolling ${what}, later than their refresh`,
      value: late,
      unit: '',
      target: null,
    },
    { name: `rows in the page while scrolling ${what}`, value: frames.rows, unit: '', target: '≤ 60' },
  ]
}
