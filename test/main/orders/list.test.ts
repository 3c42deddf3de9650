import { describe, expect, it } from 'vitest'
import { BuyerIndex } from '../../../main/buyers/repository-index.ts'
import { ordersHandlers } from '../../../main/orders/list.ts'
import { saveOrders } from '../../../main/orders/repository.ts'
import { syncCalls } from '../../../shared/contract/orders.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { DAY0, order } from '../../support/orders.ts'
import { testStore } from '../../support/store.ts'

const NOW = 1_800_000_000_000

const setUp = async () => {
  const store = await testStore(NOW)
  // Several orders share a moment: the order number decides there.
  const orders = Array.from({ length: 60 }, (_, n) =>
    order({ orderNo: `20260101${String((n * 37) % 60).padStart(7, '0')}`, orderedAt: DAY0 + (n % 7) * DAY_MS }),
  )
  store.db.transaction(() => saveOrders(store.db, orders, NOW))()
  const handlers = ordersHandlers({ db: store.db, index: new BuyerIndex(store.db), clock: { now: () => NOW } })
  const list = async (input: object) => {
    const page = await handlers['orders.list'](syncCalls['orders.list'].input.parse(input))
    return { ...page, numbers: page.items.map((row) => row.orderNo) }
  }
  return { list }
}

describe('the orders list', () => {
  it('answers at a position what walking there by cursor answers, in both directions', async () => {
    const { list } = await setUp()
    for (const descending of [true, false]) {
      const walked: string[] = []
      for (let after: string | undefined; ; ) {
        const page = await list({ descending, limit: 7, ...(after === undefined ? {} : { after }) })
        walked.push(...page.numbers)
        if (page.next === null) break
        after = page.next
      }
      expect(new Set(walked).size).toBe(60)
      for (const at of [0, 1, 6, 7, 33, 59]) {
        expect((await list({ descending, limit: 7, at })).numbers).toEqual(walked.slice(at, at + 7))
      }
    }
  })

  it('ascends as the mirror of descending', async () => {
    const { list } = await setUp()
    const down = (await list({ limit: 200 })).numbers
    expect((await list({ limit: 200, descending: false })).numbers).toEqual(down.toReversed())
  })

  it('answers an empty page past the end', async () => {
    const { list } = await setUp()
    expect(await list({ at: 60 })).toMatchObject({ items: [], next: null })
  })
})
