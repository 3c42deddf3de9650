import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OrderQuery } from '../../../main/imweb/client.ts'
import { type Position, type Step, startPosition } from '../../../main/imweb/position.ts'
import { type PageRead, readOrders } from '../../../main/imweb/read-orders.ts'
import type { RawPage } from '../../../main/imweb/schema.ts'
import { windowsBetween } from '../../../main/imweb/windows.ts'
import { failCommon } from '../../../shared/errors.ts'
import { DAY_MS, isoSeconds } from '../../../shared/time.ts'

const END = Date.UTC(2026, 10, 21)
interface Row {
  orderNo: number
  wtime: string
}
const row = (no: number, at: number): Row => ({ orderNo: 202600000000000 + no, wtime: isoSeconds(at) })
const timeOf = (one: Row) => Date.parse(one.wtime)
const numbers = (pages: PageRead[]) =>
  pages.flatMap((page) => page.orders.map((order) => Number(order.orderNo) - 202600000000000))
const windowSteps = (from: number, until: number): Step[] =>
  windowsBetween(from, until).map((window) => ({ kind: 'window', ...window }))

type Answer = (query: OrderQuery, page: RawPage) => RawPage
/** A list server over some rows, newest first; `change` may bend each answer. */
const serverOf = (rows: Row[], change: Answer = (_query, page) => page) => {
  const asked: OrderQuery[] = []
  const orders = async (query: OrderQuery): Promise<RawPage> => {
    asked.push(query)
    const found = rows
      .filter((one) => timeOf(one) >= query.from && timeOf(one) <= query.until)
      .sort((a, b) => timeOf(b) - timeOf(a))
    return change(query, pageOf(found, query.page))
  }
  return { asked, orders }
}
const pageOf = (rows: Row[], page: number): RawPage => ({
  rows: rows.slice((page - 1) * 100, page * 100),
  totalCount: rows.length,
  totalPage: Math.ceil(rows.length / 100),
})

const readAll = async (server: ReturnType<typeof serverOf>, start: Position): Promise<PageRead[]> => {
  const pages: PageRead[] = []
  for await (const page of readOrders(server, start)) pages.push(page)
  return pages
}
const spread = (count: number, days: number) =>
  Array.from({ length: count }, (_, i) => row(i, END - 1000 - Math.floor((i * days * DAY_MS) / count)))
const all = (count: number) => Array.from({ length: count }, (_, i) => i)
const sorted = (list: number[]) => [...list].sort((a, b) => a - b)

describe('reading window by window', () => {
  it('brings every order of the period once, whatever lies on a border', async () => {
    const times = fc.array(fc.integer({ min: 0, max: 400 * 86_400 }), { maxLength: 350 })
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 0, max: 400 }), async (ages, days) => {
        // A third of the orders sit exactly on borders between windows.
        const rows = ages.map((age, i) =>
          row(i, i % 3 === 0 ? END - Math.floor(age / (90 * 86_400)) * 90 * DAY_MS : END - age * 1000),
        )
        const from = END - days * DAY_MS
        const read = await readAll(serverOf(rows), startPosition(windowSteps(from, END)))
        const expected = rows.flatMap((one, i) => (timeOf(one) >= from && timeOf(one) < END ? [i] : []))
        expect(sorted(numbers(read))).toEqual(expected)
        expect(read.some((page) => page.filterIgnored)).toBe(false)
      }),
      { numRuns: 40 },
    )
  })

  it('goes on after any page as if nothing had happened', async () => {
    const rows = spread(730, 200)
    const steps = windowSteps(END - 200 * DAY_MS, END)
    const whole = await readAll(serverOf(rows), startPosition(steps))
    expect(whole.length).toBeGreaterThan(7)
    for (let stop = 1; stop < whole.length; stop += 1) {
      const first = whole.slice(0, stop)
      const next = JSON.parse(JSON.stringify(first.at(-1)?.next)) as Position
      const rest = await readAll(serverOf(rows), next)
      expect(sorted(numbers([...first, ...rest]))).toEqual(all(730))
    }
  })

  it('asks for the next page while the last one is being stored, and for nothing after the last', async () => {
    const server = serverOf(spread(250, 10))
    const reading = readOrders(server, startPosition(windowSteps(END - 20 * DAY_MS, END)))
    await reading.next()
    expect(server.asked.map((query) => query.page)).toEqual([1, 2])
    await reading.next()
    expect(server.asked.map((query) => query.page)).toEqual([1, 2, 3])
    await reading.next()
    expect((await reading.next()).done).toBe(true)
    expect(server.asked).toHaveLength(3)
  })

  it('cancels the page under way when the caller stops', async () => {
    let cancelled = false
    const hanging = {
      orders: (_query: OrderQuery, options?: { signal?: AbortSignal }) =>
        new Promise<RawPage>((resolve, reject) => {
          if (_query.page === 1) return resolve(pageOf(spread(300, 10), 1))
          options?.signal?.addEventListener('abort', () => {
            cancelled = true
            reject(failCommon('CANCELLED'))
          })
        }),
    }
    for await (const _page of readOrders(hanging, startPosition(windowSteps(END - 20 * DAY_MS, END)))) break
    expect(cancelled).toBe(true)
  })

  it('stops the walk into the past after enough empty windows, and only where no first order is known', async () => {
    const rows = [...spread(10, 5), row(10, END - 800 * DAY_MS), row(11, END - 3000 * DAY_MS)]
    const steps = windowSteps(END - 4000 * DAY_MS, END)
    expect(sorted(numbers(await readAll(serverOf(rows), startPosition(steps))))).toEqual(all(12))
    expect(sorted(numbers(await readAll(serverOf(rows), startPosition(steps, 9))))).toEqual(all(11))
  })
})

describe('counts that lie', () => {
  const steps = windowSteps(END - 20 * DAY_MS, END)
  const rows = spread(250, 10)
  it.each<[string, Answer]>([
    ['no counts at all', (_q, page) => ({ ...page, totalCount: null, totalPage: null })],
    ['a page count of 0', (_q, page) => ({ ...page, totalCount: null, totalPage: 0 })],
    ['a page count that is too high', (_q, page) => ({ ...page, totalPage: 9 })],
    ['a page count that is too low, beside the right number', (_q, page) => ({ ...page, totalPage: 1 })],
    ['a page count that is too low, with full pages', (_q, page) => ({ ...page, totalCount: null, totalPage: 1 })],
  ])('%s lose nothing and end', async (_name, change) => {
    expect(sorted(numbers(await readAll(serverOf(rows, change), startPosition(steps))))).toEqual(all(250))
  })

  it('a page that is empty in the middle is passed over in a second reading', async () => {
    const server = serverOf(rows, (query, page) => (query.page === 2 ? { ...page, rows: [] } : page))
    const got = sorted(numbers(await readAll(server, startPosition(steps))))
    expect(got).toEqual([...all(100), ...all(250).slice(200)])
    expect(server.asked.map((query) => query.page)).toEqual([1, 2, 1, 2, 3])
  })

  it('an order that leaves the list while it is read makes the window be read again', async () => {
    let left = rows
    const server = serverOf([], (query) => {
      if (query.page === 2) left = left.filter((one) => one !== rows[3])
      return pageOf(left, query.page)
    })
    const got = sorted(numbers(await readAll(server, startPosition(steps))))
    expect(got).toEqual(all(250))
    expect(server.asked.map((query) => query.page)).toEqual([1, 2, 3, 1, 2, 3])
  })

  it('a server that answers the same page for ever is given up with an error, not followed', async () => {
    const server = serverOf(rows, () => ({ ...pageOf(rows, 1), totalCount: null, totalPage: null }))
    await expect(readAll(server, startPosition(steps))).rejects.toMatchObject({
      code: 'IMWEB_BAD_REPLY',
      retryable: true,
    })
    expect(server.asked.length).toBeLessThan(8)
  })
})

describe('the same order twice', () => {
  it('counts once in a window', async () => {
    const rows = spread(150, 10)
    const server = serverOf(rows, (query, page) =>
      query.page === 2 ? { ...page, rows: [...pageOf(rows, 1).rows.slice(90), ...page.rows] } : page,
    )
    expect(numbers(await readAll(server, startPosition(windowSteps(END - 20 * DAY_MS, END))))).toEqual(all(150))
  })
})

describe('a filter that the server ignores', () => {
  const ignoring = (rows: Row[], order: (a: Row, b: Row) => number = (a, b) => timeOf(b) - timeOf(a)) => {
    const list = [...rows].sort(order)
    return serverOf([], (query) => pageOf(list, query.page))
  }
  const rows = spread(1000, 400)
  const from = END - 60 * DAY_MS
  const inRange = rows.flatMap((one, i) => (timeOf(one) >= from ? [i] : []))

  it('is seen, said, and answered with one scan of everything instead of the windows', async () => {
    const server = ignoring(rows)
    const pages = await readAll(server, startPosition(windowSteps(END - 400 * DAY_MS, END)))
    expect(new Set(numbers(pages))).toEqual(new Set(all(1000)))
    expect(pages.at(-1)?.filterIgnored).toBe(true)
    expect(server.asked.length).toBeLessThan(20)
  })

  it('ends the scan of a newest-first list where the asked period is left behind', async () => {
    const server = ignoring(rows)
    const pages = await readAll(server, startPosition(windowSteps(from, END)))
    expect(sorted([...new Set(numbers(pages))])).toEqual(inRange)
    expect(server.asked.length).toBeLessThan(9)
  })

  it('scans to the end where the list has another order', async () => {
    const server = ignoring(rows, (a, b) => (a.orderNo % 97) - (b.orderNo % 97))
    const pages = await readAll(server, startPosition(windowSteps(from, END)))
    expect(sorted([...new Set(numbers(pages))])).toEqual(inRange)
    expect(pages.every((page) => page.orders.every((order) => order.orderedAt >= from))).toBe(true)
  })

  it('is answered with a scan where a single order strays: a shifted filter hides those that belong elsewhere', async () => {
    const stray = row(999, END - 300 * DAY_MS)
    const server = serverOf(spread(150, 10), (_query, page) => ({ ...page, rows: [...page.rows, stray] }))
    const pages = await readAll(server, startPosition(windowSteps(from, END)))
    expect(sorted(numbers(pages))).toEqual(all(150))
    expect(pages.at(-1)?.filterIgnored).toBe(true)
    expect(server.asked.length).toBeGreaterThan(2)
  })

  it('loses nothing where the server shifts both dates', async () => {
    const shift = 2 * DAY_MS
    const orders = spread(300, 700)
    const { asked, orders: ask } = serverOf(orders)
    const server = {
      asked,
      orders: (query: OrderQuery) => ask({ ...query, from: query.from - shift, until: query.until - shift }),
    }
    const pages = await readAll(server, startPosition(windowSteps(END - 800 * DAY_MS, END)))
    expect(sorted(numbers(pages))).toEqual(all(300))
    expect(pages.at(-1)?.filterIgnored).toBe(true)
  })
})

describe('claims', () => {
  const claimed = (no: number, at: number, claimAt: number) => ({
    ...row(no, at),
    sections: [{ cancelInfo: { cancelReason: 'x', cancelRequestTime: isoSeconds(claimAt) } }],
  })
  const step: Step = { kind: 'claims', from: END - DAY_MS, until: END }

  it('bring orders of any age', async () => {
    const old = claimed(1, END - 500 * DAY_MS, END - 1000)
    const server = serverOf([], () => ({ rows: [old], totalCount: 1, totalPage: 1 }))
    expect(numbers(await readAll(server, startPosition([step])))).toEqual([1])
    expect(server.asked[0]?.by).toBe('claimed')
  })

  it('end at once where that filter is ignored, instead of reading the whole shop', async () => {
    const server = serverOf([], (query) => pageOf(spread(5000, 400), query.page))
    const pages = await readAll(server, startPosition([step]))
    expect(server.asked).toHaveLength(1)
    expect(pages.at(-1)?.filterIgnored).toBe(false)
  })
})

it('rows that cannot be read are set aside once and the rest goes on', async () => {
  const rows = spread(3, 1)
  const server = serverOf([], () => ({
    rows: [rows[0], null, { orderNo: 5 }, rows[1], { orderNo: 5 }, 'x', rows[2]],
    totalCount: 7,
    totalPage: 1,
  }))
  const [page] = await readAll(server, startPosition(windowSteps(END - DAY_MS * 2, END)))
  expect(page?.orders).toHaveLength(3)
  expect(page?.setAside.map((one) => one.ref)).toEqual([
    expect.stringMatching(/^row-/),
    '5',
    expect.stringMatching(/^row-/),
  ])
})
