import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { storedProductsHandlers } from '../../../main/products/handlers.ts'
import { catalogueOf } from '../../../main/products/repository-catalogue.ts'
import { ProductSaver } from '../../../main/products/repository-save.ts'
import { type Db, Sqlite } from '../../../main/store/db.ts'
import { migrate } from '../../../main/store/migrate.ts'
import { type ProductFilter, type ProductRow, productSorts } from '../../../shared/contract/products.ts'
import { type WholesaleProduct, wholesalers } from '../../../shared/product.ts'
import { searchForm } from '../../../shared/search.ts'
import { product } from './sample.ts'

const words = [
  '실리콘',
  '주걱',
  '실리',
  '리콘',
  '스테인리스',
  '텀블러',
  '무선',
  '충전기',
  'LED',
  '500ml',
  'A-1',
  '콘주',
  '방수팩',
  '팩',
  'ex-12',
]
const day = 24 * 3_600_000
const made = (i: number): WholesaleProduct => {
  const pick = (n: number) => words[(i * 7 + n * 13 + ((i * i) >> n)) % words.length] ?? ''
  return product({
    wholesaler: wholesalers[i % 3] ?? 'zentrade',
    productId: `${i % 3 === 0 ? 'W' : ''}${String(i).padStart(5, '0')}`,
    name: `${pick(1)} ${pick(2)}${pick(3)} ${i % 50}`,
    price: i % 11 === 0 ? null : ((i * 37) % 400) * 100 + 100,
    stock: i % 4 === 0 ? null : i % 5 === 0 ? 0 : (i * 17) % 90,
    status: i % 9 === 0 ? 'soldout' : 'available',
    bars: i % 6 === 0 ? ['adult'] : [],
    categoryPath: [['주방', '조리'], ['주방', '그릇'], ['가전'], []][i % 4] as string[],
    maker: i % 2 === 0 ? '예시상사' : null,
    keywords: [pick(4)],
    options: [{ key: 'single', name: '', price: null, stock: null, status: 'available' }],
  })
}

const COUNT = 700
let db: Db
let all: ProductRow[] = []
let texts: Map<string, string>
const clock = { now: () => 1_000_000 }
const handlers = () => storedProductsHandlers({ db, clock, emit: () => {} })
const key = (row: ProductRow) => `${row.wholesaler}:${row.productId}`

beforeAll(async () => {
  db = new Sqlite(':memory:')
  migrate(db)
  texts = new Map()
  for (let i = 0; i < COUNT; i += 1) {
    const saver = new ProductSaver(db, { at: (20_000 + (i % 40)) * day, priceUpPercent: 5 })
    const given = made(i)
    saver.save(given)
    const { name, maker, brand, model, keywords } = given
    texts.set(
      `${given.wholesaler}:${given.productId}`,
      searchForm([name, maker ?? '', brand ?? '', model ?? '', ...keywords].join(' ')),
    )
  }
  all = (await walk({}, 'addedAt', false)).rows
})

const walk = async (filter: ProductFilter, sort: (typeof productSorts)[number], descending: boolean, limit = 61) => {
  const rows: ProductRow[] = []
  let after: string | undefined
  let pages = 0
  do {
    const page = await handlers()['products.list']({
      ...filter,
      sort,
      descending,
      limit,
      ...(after === undefined ? {} : { after }),
    })
    rows.push(...page.items)
    after = page.next ?? undefined
    pages += 1
  } while (after !== undefined)
  return { rows, pages }
}

const matches = (filter: ProductFilter) => (row: ProductRow) => {
  const { wholesaler, minPrice, maxPrice, stock, status, listable, search } = filter
  if (wholesaler !== undefined && row.wholesaler !== wholesaler) return false
  if (status !== undefined && row.status !== status) return false
  if (listable !== undefined && row.listable !== listable) return false
  if (minPrice !== undefined && (row.price === null || row.price < minPrice)) return false
  if (maxPrice !== undefined && (row.price === null || row.price > maxPrice)) return false
  if (stock === 'counted' && (row.stock === null || row.stock === 0)) return false
  if (stock === 'zero' && row.stock !== 0) return false
  if (stock === 'unknown' && row.stock !== null) return false
  if (search === undefined) return true
  const parts = searchForm(search)
    .split(' ')
    .filter((part) => part.length > 1)
  const parsed = texts.get(key(row))?.split(' ') ?? []
  return parts.every((part) => parsed.some((word) => word.includes(part)))
}

const filters: fc.Arbitrary<ProductFilter> = fc.record(
  {
    wholesaler: fc.constantFrom(...wholesalers),
    status: fc.constantFrom('available' as const, 'soldout' as const),
    listable: fc.boolean(),
    stock: fc.constantFrom('counted' as const, 'zero' as const, 'unknown' as const),
    minPrice: fc.integer({ min: 0, max: 20_000 }),
    maxPrice: fc.integer({ min: 5000, max: 50_000 }),
    search: fc.constantFrom('실리', '리콘 주걱', '콘주', '스테인리스', 'led', '00ml', 'a-', '없는말', '예시상사 텀블'),
  },
  { requiredKeys: [] },
)
const sorts = fc.constantFrom(...productSorts)

describe('lists', () => {
  it('hold exactly the products that match, in any combination of filters, and the count says how many', async () => {
    await fc.assert(
      fc.asyncProperty(filters, sorts, fc.boolean(), async (filter, sort, descending) => {
        const expected = all.filter(matches(filter)).map(key).sort()
        const { rows } = await walk(filter, sort, descending)
        expect(rows.map(key).sort()).toEqual(expected)
        expect(await handlers()['products.count'](filter)).toEqual({ total: expected.length })
      }),
      { numRuns: 80 },
    )
  })

  it('are in order either way, and what has no value stands last', async () => {
    const value = {
      price: 'price',
      stock: 'stock',
      updatedAt: 'updatedAt',
      name: 'name',
      addedAt: 'firstSeenAt',
    } as const
    for (const sort of productSorts) {
      for (const descending of [false, true]) {
        const rows = (await walk({}, sort, descending)).rows
        const values = rows.map((row) => row[value[sort]])
        const known = values.filter((one) => one !== null)
        expect(values.slice(0, known.length)).toEqual(known)
        if (sort === 'addedAt') continue
        const bytes = (one: string | number | null) => (typeof one === 'string' ? Buffer.from(one) : null)
        const ordered = known.every((one, i) => {
          const next = known[i + 1]
          if (next === undefined) return true
          const [a, b] = [bytes(one), bytes(next)]
          const compared = a !== null && b !== null ? a.compare(b) : Number(one) - Number(next)
          return descending ? compared >= 0 : compared <= 0
        })
        expect(ordered, `${sort} ${descending}`).toBe(true)
      }
    }
  })

  it('jump to where the same walk would be', async () => {
    await fc.assert(
      fc.asyncProperty(
        filters,
        sorts,
        fc.boolean(),
        fc.integer({ min: 0, max: 750 }),
        async (filter, sort, descending, at) => {
          const { rows } = await walk(filter, sort, descending)
          const page = await handlers()['products.list']({ ...filter, sort, descending, limit: 10, at })
          expect(page.items.map(key)).toEqual(rows.slice(at, at + 10).map(key))
        },
      ),
      { numRuns: 30 },
    )
  })

  it('refuse a cursor of another order, and nonsense', async () => {
    const { next } = await handlers()['products.list']({ sort: 'price', descending: true, limit: 5 })
    const ask = (after: string) => handlers()['products.list']({ sort: 'name', descending: true, limit: 5, after })
    await expect(ask(next ?? '')).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(ask('%%%')).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it('find a product by the beginning of its id, and by wholesaler and id', async () => {
    const found = async (search: string) => (await walk({ search }, 'addedAt', false)).rows.map(key)
    expect(await found('W00021')).toEqual(['ownerclan:W00021'])
    expect(await found('w00021')).toEqual(['ownerclan:W00021'])
    expect(await found('domeggook:00002')).toContain('domeggook:00002')
  })

  it('by category hold everything below it', async () => {
    const { items } = await handlers()['products.categories']({})
    const kitchen = items.find((one) => one.path === '주방' && one.wholesaler === 'ownerclan')?.category ?? 0
    const rows = (await walk({ category: kitchen }, 'addedAt', false)).rows
    expect(rows.map(key)).toEqual(
      all.filter((row) => row.wholesaler === 'ownerclan' && row.category.startsWith('주방')).map(key),
    )
    expect(rows.length).toBeGreaterThan(0)
  })

  it('facets count what choosing a value would show', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const facets = await handlers()['products.facets'](filter)
        expect(facets.total).toBe(all.filter(matches(filter)).length)
        for (const { value, count } of facets.status) {
          expect(count).toBe(all.filter(matches({ ...filter, status: value })).length)
        }
        for (const { value, count } of facets.wholesaler) {
          expect(count).toBe(all.filter(matches({ ...filter, wholesaler: value })).length)
        }
        for (const { value, count } of facets.stock) {
          expect(count).toBe(all.filter(matches({ ...filter, stock: value })).length)
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('lists follow what is stored', () => {
  it('after any saves as if they had been read anew', async () => {
    const step = fc.array(
      fc.record({ i: fc.integer({ min: 0, max: 800 }), price: fc.integer({ min: 1, max: 90_000 }) }),
      { maxLength: 30 },
    )
    await fc.assert(
      fc.asyncProperty(step, sorts, fc.boolean(), async (saves, sort, descending) => {
        const touched = saves.map(({ i, price }, n) => {
          const saver = new ProductSaver(db, { at: (21_000 + n) * day, priceUpPercent: 5 })
          return saver.save({ ...made(i), price, raw: `${i} ${price} ${n}` }).id
        })
        catalogueOf(db).changed(touched)
        const lived = (await walk({ status: 'available' }, sort, descending)).rows.map(key)
        const copy = new Sqlite(db.serialize())
        const anew = storedProductsHandlers({ db: copy, clock, emit: () => {} })
        const fresh: string[] = []
        let after: string | undefined
        do {
          const page = await anew['products.list']({
            status: 'available',
            sort,
            descending,
            limit: 200,
            ...(after === undefined ? {} : { after }),
          })
          fresh.push(...page.items.map(key))
          after = page.next ?? undefined
        } while (after !== undefined)
        copy.close()
        // Names may lag behind by a few seconds; who is in the list never does.
        expect(sort === 'name' ? lived.sort() : lived).toEqual(sort === 'name' ? fresh.sort() : fresh)
      }),
      { numRuns: 25 },
    )
  })

  it('goes on after the cursor though rows came and changed between the pages', async () => {
    const first = await handlers()['products.list']({ sort: 'price', descending: false, limit: 50 })
    const seen = new Set(first.items.map(key))
    const saver = new ProductSaver(db, { at: 30_000 * day, priceUpPercent: 5 })
    const cheap = saver.save(product({ wholesaler: 'zentrade', productId: 'cheap', price: 1 }))
    catalogueOf(db).changed([cheap.id])
    const second = await handlers()['products.list']({
      sort: 'price',
      descending: false,
      limit: 50,
      after: first.next ?? '',
    })
    expect(second.items.filter((row) => seen.has(key(row)))).toEqual([])
    expect((second.items[0]?.price ?? 0) >= (first.items.at(-1)?.price ?? 0)).toBe(true)
  })
})
