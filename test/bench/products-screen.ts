import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pictureAt } from '../../main/practice/catalogue/picture.ts'
import { launchApp } from '../e2e/support/launch.ts'
import { rounded } from './measure.ts'
import { openProducts } from './products-queries.ts'
import type { BenchRow } from './row.ts'
import { FIRST_ROW, scroll } from './screen.ts'

const SETTLED_MS = 4000

/** Pictures come from this computer, as fast as a cache would have them: what is measured is the list. */
const servePictures = async () => {
  const picture = pictureAt('/img/1/1.png') ?? Buffer.alloc(0)
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'image/png' }).end(picture)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** The built app over a million products: from the window to the first rows, and how the list scrolls. */
export async function measureProductsScreen(home: string, count = 1_000_000): Promise<BenchRow[]> {
  const pictures = await servePictures()
  const store = await openProducts(home, count)
  store.db.prepare(`update product set image = ? || '/' || id || '.png'`).run(pictures.base)
  store.close()
  // Pictures may come from this computer only while addresses are replaced.
  const endpoints = join(home, 'endpoints.json')
  writeFileSync(endpoints, JSON.stringify({ zentrade: pictures.base }))
  const app = await launchApp({ home, env: { JANGTEO_ENDPOINTS: endpoints } })
  try {
    await app.open('/products')
    await app.page.locator(FIRST_ROW).waitFor({ timeout: 60_000 })
    await app.page.reload()
    await app.page.locator(FIRST_ROW).waitFor({ timeout: 60_000 })
    const toRows = await app.page.evaluate(() => performance.now())
    // In its first seconds the engine still counts a million products for the filters, on a core that the list needs.
    const early = await scroll(app.page, 'products while the window still opens')
    await sleep(SETTLED_MS)
    await app.page.reload()
    await app.page.locator(FIRST_ROW).waitFor({ timeout: 60_000 })
    await sleep(SETTLED_MS)
    return [
      { name: `window to first rows of ${count} products`, value: rounded(toRows), unit: 'ms', target: null },
      ...early.map((row) => ({ ...row, target: null })),
      ...(await scroll(app.page, 'products')),
    ]
  } finally {
    await app.close()
    pictures.close()
  }
}
