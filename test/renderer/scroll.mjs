// Scrolls 100,000 buyers (or, with `10000 --approvals`, drafts that wait for approval) like an operator in a hurry and tells
// how long frames took, how many rows the document held and how long the jump to the end needed.
import { openWindow } from './window.mjs'

const count = Number(process.argv[2] ?? 100_000)
const window = await openWindow({ rebuild: !process.argv.includes('--no-build') })
const approvals = process.argv.includes('--approvals')
const { page } = await window.open({
  path: approvals ? '/approvals' : '/buyers',
  scene: approvals ? { calm: true, listings: count + 40 } : { calm: true, buyers: count },
})
const grid = page.getByRole('grid')
await page.locator('[role=row][aria-rowindex="3"]:not([aria-busy])').waitFor({ timeout: 60_000 })

const percentile = (list, share) => list.toSorted((a, b) => a - b)[Math.floor(list.length * share)] ?? 0
const measure = (step) =>
  grid.evaluate(
    (box, by) =>
      new Promise((resolve) => {
        const frames = []
        const rows = []
        let before = performance.now()
        let left = 300
        const tick = (now) => {
          frames.push(now - before)
          before = now
          rows.push(box.querySelectorAll('[role=row]').length)
          box.scrollTop += by
          left -= 1
          if (left > 0) requestAnimationFrame(tick)
          else resolve({ frames: frames.slice(2), rows: Math.max(...rows) })
        }
        requestAnimationFrame(tick)
      }),
    step,
  )
for (const [name, step] of [
  ['wheel (120 px a frame)', 120],
  ['fling (1,500 px a frame)', 1500],
  ['scroll bar (12,000 px a frame)', 12_000],
]) {
  await grid.evaluate((box) => box.scrollTo({ top: 0 }))
  await page.waitForTimeout(400)
  const { frames, rows } = await measure(step)
  const over = frames.filter((ms) => ms > 50).length
  console.log(
    `${name}: p50 ${percentile(frames, 0.5).toFixed(1)} ms, p95 ${percentile(frames, 0.95).toFixed(1)} ms, over 50 ms ${over}, rows in the document ${rows}`,
  )
}
const started = performance.now()
await grid.focus()
await page.keyboard.press('End')
await page
  .locator(
    `[role=row][aria-rowindex="${count > 900_000 ? 900_001 : await page.getByRole('grid').getAttribute('aria-rowcount')}"]:not([aria-busy])`,
  )
  .waitFor()
console.log(`jump to the end: ${(performance.now() - started).toFixed(0)} ms`)
await window.close()
