import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { saveRule } from '../../main/pricing/repository.ts'
import { offerMargins } from '../../main/pricing/repository-margins.ts'
import { barBits } from '../../main/products/bars.ts'
import { storedProductsHandlers } from '../../main/products/handlers.ts'
import { catalogueOf } from '../../main/products/repository-catalogue.ts'
import { gramsOf } from '../../main/products/search-text.ts'
import type { Db } from '../../main/store/db.ts'
import { openStore } from '../../main/store/open.ts'
import type { ProductFilter } from '../../shared/contract/products.ts'
import { productSorts } from '../../shared/contract/products.ts'
import { markets } from '../../shared/market.ts'
import { wholesalers } from '../../shared/product.ts'
import { DAY_MS, systemClock } from '../../shared/time.ts'
import { quantile, rounded } from './measure.ts'
import { randomOf } from './orders.ts'
import { benchProduct } from './products-feed.ts'
import type { BenchRow } from './row.ts'

const BATCH = 5000

/** Products as a collect would have stored them, without their payloads, written straight into the tables. */
function fill(db: Db, count: number): void {
  const insert =
    db.prepare(`insert into product (id, wholesaler, product_id, name, price, stock, status, minimum_quantity,
    tax_free, adult_only, bars, origin, maker, model, category, shipping, shipping_fee, image, first_seen_at, updated_at,
    content_hash, raw_hash) values (?, ?, ?, ?, ?, ?, ?, 1, 0, 0, ?, '중국', ?, ?, ?, 1, 3000, ?, ?, ?, ?, ?)`)
  const option = db.prepare(
    'insert into product_option (product, seq, key, name, price, stock, soldout) values (?, ?, ?, ?, ?, ?, 0)',
  )
  const search = db.prepare('insert into product_search (rowid, grams) values (?, ?)')
  const change = db.prepare(
    `insert into product_change (product, at, field, before, after) values (?, ?, 'price', ?, ?)`,
  )
  db.exec(
    `insert into product_shipping (terms) values ('{"rule":{"kind":"flat","fee":3000},"payment":"prepaid","stated":"","returnFee":null,"extraJeju":null,"extraIslands":null}')`,
  )
  for (let root = 0; root < 20; root += 1) {
    db.prepare(`insert into product_category (id, wholesaler, path, name) values (?, 'ownerclan', ?, ?)`).run(
      root + 1,
      `분류 ${root}`,
      `분류 ${root}`,
    )
  }
  for (let leaf = 0; leaf < 1000; leaf += 1) {
    const parent = (leaf % 20) + 1
    db.prepare(
      `insert into product_category (id, wholesaler, path, name, parent) values (?, 'ownerclan', ?, ?, ?)`,
    ).run(21 + leaf, `분류 ${parent - 1} > 세부 ${leaf}`, `세부 ${leaf}`, parent)
  }
  const random = randomOf(5)
  const hash = Buffer.alloc(12, 7)
  const since = Date.UTC(2026, 0, 1)
  for (let from = 0; from < count; from += BATCH) {
    db.transaction(() => {
      for (let i = from; i < Math.min(count, from + BATCH); i += 1) {
        const p = benchProduct(i, 0)
        const id = i + 1
        const stock = random() < 0.4 ? null : random() < 0.1 ? 0 : Math.floor(random() * 500)
        const at = since + Math.floor(random() * 300 * DAY_MS)
        insert.run(
          ...[
            id,
            wholesalers[i % 3],
            p.code,
            p.name,
            random() < 0.01 ? null : p.price,
            stock,
            p.runout ? 'soldout' : 'available',
          ],
          ...[
            random() < 0.1 ? barBits(['adult']) : 0,
            p.maker,
            p.model,
            21 + (i % 1000),
            `https://img.zentrade.example/shop/${p.code}l0.jpg`,
            since,
            at,
            hash,
            hash,
          ],
        )
        p.options.forEach((o, seq) => {
          option.run(id, seq, o.name, `종류: ${o.name}`, o.price, stock)
        })
        search.run(id, gramsOf([p.name, p.maker, null, p.model, p.keywords.join(' ')]))
        if (i % 4 === 0) change.run(id, at, '1000', '1200')
      }
    })()
  }
}

/** A data folder with so many products; filled unless it is already. */
export async function openProducts(home: string, count: number) {
  mkdirSync(home, { recursive: true })
  const store = await openStore({
    paths: { database: join(home, 'jangteo.db'), backups: join(home, 'backups') },
    clock: systemClock,
  })
  if (store.db.prepare('select count(*) from product').pluck().get() !== count) fill(store.db, count)
  store.db.pragma('wal_checkpoint(truncate)')
  return store
}

/** Lists, searches, counts and jumps over a million products. Opens or makes `home`/jangteo.db. */
export async function measureQueries(home: string, count = 1_000_000): Promise<BenchRow[]> {
  const database = join(home, 'jangteo.db')
  const store = await openProducts(home, count)
  const { db } = store
  const handlers = storedProductsHandlers({ db, clock: systemClock, emit: () => {} })
  const loading = performance.now()
  await catalogueOf(db).ready()
  const loaded = performance.now() - loading
  await catalogueOf(db).readyFor('name')
  const rule = { feeRate: 0.108, targetMarginRate: 0.15, minMarginRate: 0.05, shipping: 3000, roundTo: 100 }
  for (const market of markets) {
    saveRule(db, {
      market,
      scope: 'market',
      target: '',
      rule: { ...rule, roundDirection: 'nearest', minPrice: null },
      updatedAt: 1,
    })
  }
  offerMargins(db, () => 10)
  const pricing = performance.now()
  for (const market of markets) await catalogueOf(db).readyToFilter({ margin: { market, minRate: 0 } })
  const margins = (performance.now() - pricing) / markets.length
  const random = randomOf(99)
  const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const chance = (part: number) => random() < part
  const filter = (): ProductFilter => ({
    ...(chance(0.4) ? { wholesaler: any(wholesalers) } : {}),
    ...(chance(0.3) ? { category: 1 + Math.floor(random() * 1020) } : {}),
    ...(chance(0.3) ? { minPrice: 1000 + Math.floor(random() * 5000), maxPrice: 20_000 } : {}),
    ...(chance(0.3) ? { stock: any(['counted', 'zero', 'unknown'] as const) } : {}),
    ...(chance(0.3) ? { status: any(['available', 'soldout'] as const) } : {}),
    ...(chance(0.2) ? { listable: chance(0.8) } : {}),
    ...(chance(0.2) ? { changedSince: '2026-09-01' } : {}),
    ...(chance(0.2) ? { listedOn: any(['coupang', 'naver', '11st', 'none'] as const) } : {}),
    ...(chance(0.2) ? { margin: { market: any(markets), minRate: any([0, 0.15, 0.2]) } } : {}),
  })
  /** A part of a word that some product has, two letters or more, as an operator types it. */
  const words = () => {
    const p = benchProduct(Math.floor(random() * count), 0)
    const word = any([...p.name.split(' '), ...p.keywords])
    const letters = [...word]
    const from = Math.floor(random() * Math.max(1, letters.length - 1))
    return letters.slice(from, from + 2 + Math.floor(random() * 3)).join('')
  }
  const times = async (n: number, call: () => unknown) => {
    const taken: number[] = []
    for (let i = 0; i < n; i += 1) {
      const started = performance.now()
      await call()
      taken.push(performance.now() - started)
    }
    return taken.sort((a, b) => a - b)
  }
  const page = (more: object) => handlers['products.list']({ sort: 'updatedAt', descending: true, limit: 100, ...more })
  for (const sort of productSorts) await page({ sort })
  const pages = await times(300, () => {
    const at = chance(0.5) ? { at: Math.floor(random() * count) } : {}
    return page({ ...filter(), sort: any(productSorts), descending: chance(0.5), ...at })
  })
  const searches = await times(300, () => page({ search: words() }))
  const sorted = await times(200, () => page({ ...filter(), search: words(), sort: any(productSorts) }))
  const counts = await times(200, async () =>
    handlers['products.count']({ ...filter(), ...(chance(0.3) ? { search: words() } : {}) }),
  )
  const facets = await times(50, () => handlers['products.facets'](filter()))
  const bytes =
    (statSync(database).size -
      (db
        .prepare(`select coalesce(sum(pgsize), 0) from dbstat where name = 'product_payload'`)
        .pluck()
        .get() as number)) /
    count
  const row = (name: string, value: number, target: string | null, unit = 'ms'): BenchRow => ({
    name,
    value: rounded(value),
    unit,
    target,
  })
  const result = [
    row(`search of two letters and up over ${count} products, p95`, quantile(searches, 0.95), '≤ 30'),
    row('search, median', quantile(searches, 0.5), null),
    row('any filter and sort, page or jump, p95', quantile(pages, 0.95), '≤ 50'),
    row('search with filters in any order, p95', quantile(sorted, 0.95), '≤ 50'),
    row('counts, p95', quantile(counts, 0.95), '≤ 150'),
    row('facets, p95', quantile(facets, 0.95), '≤ 150'),
    row('database a product, without raw payloads', bytes, '≤ 1536', 'bytes'),
    row('reading the catalogue into memory, once, in slices', loaded, null),
    row('margins of every product on a market, once for each change of its rules, in slices', margins, null),
  ]
  store.close()
  return result
}
