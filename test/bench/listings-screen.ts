import { launchApp } from '../e2e/support/launch.ts'
import { measureDrafts } from './listings-drafts.ts'
import { rounded } from './measure.ts'
import type { BenchRow } from './row.ts'
import { FIRST_ROW, scroll } from './screen.ts'

/** Products whose drafts for three markets are the ten thousand that an operator scrolls through. */
const PRODUCTS = 3400

/** The built app over more than ten thousand drafts: from the window to the first rows, and how the approval page scrolls. */
export async function measureApprovals(home: string): Promise<BenchRow[]> {
  await measureDrafts(home, PRODUCTS)
  const app = await launchApp({ home })
  try {
    await app.open('/approvals')
    await app.page.locator(FIRST_ROW).waitFor({ timeout: 60_000 })
    await app.page.reload()
    await app.page.locator(FIRST_ROW).waitFor({ timeout: 60_000 })
    const toRows = await app.page.evaluate(() => performance.now())
    return [
      { name: 'window to first rows of 10,200 drafts', value: rounded(toRows), unit: 'ms', target: null },
      ...(await scroll(app.page, 'drafts')),
    ]
  } finally {
    await app.close()
  }
}
