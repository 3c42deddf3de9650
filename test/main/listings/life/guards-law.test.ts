import fc from 'fast-check'
import { expect, it } from 'vitest'
import { productNowOf } from '../../../../main/listings/life/repository-product.ts'
import { storedTerms } from '../../../../main/listings/life/repository-terms.ts'
import { syncPayload } from '../../../../main/listings/life/sync-job.ts'
import { offeredStock } from '../../../../main/listings/life/want.ts'
import { setStepSettings, setTemplate, templateOf } from '../../../../main/listings/settings.ts'
import { saveRule } from '../../../../main/pricing/repository.ts'
import type { Output } from '../../../../shared/contract.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { ProductStatus } from '../../../../shared/product.ts'
import type { Fault, Operation } from '../../../support/fake-market.ts'
import { option } from '../../products/sample.ts'
import { plainRule } from './plain-rule.ts'
import { contentOf, goods, startLife } from './rig.ts'

type Rig = ReturnType<typeof startLife>

interface World {
  rig: Rig
  ids: string[]
  /** What the wholesaler says of its two products: one sold whole, one with two options. */
  costs: number[]
  stocks: number[]
  fee: number
  fixed: number | null
  status: ProductStatus
  rule: typeof plainRule
}

const shipping = (fee: number) => ({ rule: { kind: 'flat' as const, fee }, payment: 'prepaid' as const, policy: null })

function collect({ rig, costs, stocks, fee, fixed, status }: World): void {
  const [a = 0, b = 0, c = 0] = costs
  const [x = 0, y = 0, z = 0] = stocks
  const terms = { status, fixedPrice: fixed }
  const base = goods('1')
  const of = { ...base.shipping, ...shipping(fee) } as typeof base.shipping
  rig.save(
    goods('1', { ...terms, shipping: of, price: a, stock: x, options: [option({ price: a, stock: x })] }),
    goods('2', {
      ...{ ...terms, fixedPrice: null, shipping: of, price: Math.min(b, c), stock: null },
      options: [
        option({ key: 'r', name: '빨강', price: b, stock: y }),
        option({ key: 'b', name: '파랑', price: c, stock: z }),
      ],
    }),
  )
}

const setRule = (world: World) => {
  const { rig, rule } = world
  rig.clock.at += 1
  saveRule(rig.db, { market: 'coupang', scope: 'market', target: '', rule, updatedAt: rig.clock.at })
}

/** A price that the operator sets by hand; approved only where it may be, as the approval page has it. */
function priceByHand(world: World, which: number, price: number, isApproved: boolean): void {
  const { rig, ids } = world
  const id = ids[which] ?? ''
  const row = rig.row(id)
  const edits = JSON.stringify({ price })
  const hash = `${price}`
  rig.db.prepare('update listing set overrides = ?, content_hash = ? where listing_id = ?').run(edits, hash, id)
  if (!isApproved) return
  const content = JSON.parse(
    rig.db.prepare<[string], string>('select approved_content from listing where listing_id = ?').pluck().get(id) ?? '',
  )
  for (const one of content.options) one.price = price
  rig.db
    .prepare('update listing set approved_content = ?, approved_hash = ? where listing_id = ?')
    .run(JSON.stringify({ ...content, price }), hash, row.listingId)
  rig.life.approved([id])
}

type Step = (world: World) => unknown
const named = <T>(values: fc.Arbitrary<T>, name: string, act: (world: World, value: T) => unknown) =>
  values.map((value): { name: string; act: Step } => ({
    name: `${name} ${JSON.stringify(value)}`,
    act: (w) => act(w, value),
  }))

const which = fc.constantFrom(0, 1)
const faults = fc.array(fc.constantFrom<Fault>('lost', 'drop', 'later', 'rejected'), { minLength: 1, maxLength: 3 })
const outages = fc.array(fc.constantFrom<Fault>('lost', 'drop', 'later'), { minLength: 1, maxLength: 3 })
const steps = fc.oneof(
  named(fc.tuple(fc.nat(2), fc.integer({ min: 100, max: 8000 })), 'cost', (w, [n, cost]) => {
    w.costs[n] = cost
    collect(w)
  }),
  named(fc.tuple(fc.nat(2), fc.constantFrom(0, 1, 3, 20, 100)), 'stock', (w, [n, stock]) => {
    w.stocks[n] = stock
    collect(w)
  }),
  named(fc.constantFrom(0, 2500, 3000, 6000), 'shipping', (w, fee) => {
    w.fee = fee
    collect(w)
  }),
  named(
    fc.constantFrom<ProductStatus>('available', 'available', 'available', 'available', 'soldout', 'discontinued'),
    'status',
    (w, status) => {
      w.status = status
      collect(w)
    },
  ),
  named(fc.constantFrom(null, null, null, 6000, 9000, 20_000), 'fixed price', (w, fixed) => {
    w.fixed = fixed
    collect(w)
  }),
  named(fc.constantFrom(0.05, 0.1, 0.2, 0.3), 'fee of the market', (w, feeRate) => {
    w.rule = { ...w.rule, feeRate }
    setRule(w)
  }),
  named(fc.constantFrom(0, 0.05, 0.2), 'minimum margin', (w, minMarginRate) => {
    w.rule = { ...w.rule, minMarginRate }
    setRule(w)
  }),
  named(fc.constantFrom(null, 4000, 9000), 'minimum price', (w, minPrice) => {
    w.rule = { ...w.rule, minPrice }
    setRule(w)
  }),
  named(fc.constantFrom(0, 2, 10), 'safety stock', ({ rig }, safetyStock) =>
    setTemplate(rig.db, 'coupang', { safetyStock }),
  ),
  named(fc.record({ autoPrice: fc.boolean(), autoRestock: fc.boolean() }), 'settings', ({ rig }, settings) =>
    setStepSettings(rig.db, 'coupang', settings),
  ),
  named(
    fc.tuple(which, fc.integer({ min: 300, max: 2000 }), fc.boolean()),
    'price by hand',
    (w, [n, price, isApproved]) => priceByHand(w, n, price * 10, isApproved),
  ),
  named(which, 'price by rule', ({ rig, ids }, n) => {
    rig.db.prepare(`update listing set overrides = '{}' where listing_id = ?`).run(ids[n] ?? '')
  }),
  named(which, 'stop', ({ rig, ids }, n) => rig.life.handlers['listings.stop']({ listingIds: [ids[n] ?? ''] })),
  named(which, 'resume', ({ rig, ids }, n) => rig.life.handlers['listings.resume']({ listingIds: [ids[n] ?? ''] })),
  named(fc.constant(null), 'yes to all', ({ rig }) => rig.life.handlers['updates.approve']({ all: true })),
  named(fc.constant(null), 'no to all', async ({ rig }) => {
    const { items } = (await rig.life.handlers['updates.list']({
      limit: 50,
      statuses: ['waiting'],
    })) as Output<'updates.list'>
    const updateIds = items.map(({ updateId }) => updateId)
    if (updateIds.length > 0) await rig.life.handlers['updates.dismiss']({ updateIds })
  }),
  named(fc.constantFrom(1, 7, 25), 'hours', ({ rig }, hours) => {
    rig.clock.at += hours * 60 * 60_000
  }),
  // What refuses the very zero is shown as refused: nothing more can be done there.
  named(fc.tuple(fc.constantFrom<Operation>('price', 'resume'), faults), 'faults', ({ rig }, [operation, some]) => {
    rig.fake.coupang.faults[operation] = [...some]
  }),
  named(
    fc.tuple(fc.constantFrom<Operation>('stock', 'stop', 'read'), outages),
    'outages',
    ({ rig }, [operation, some]) => {
      rig.fake.coupang.faults[operation] = [...some]
    },
  ),
  named(fc.constant(null), 'push', ({ rig }) =>
    rig.queue.wait(rig.queue.add(rig.life.kinds.syncing, syncPayload('coupang', 'push'), { key: 'coupang' }).jobId),
  ),
  named(fc.constant(null), 'sync', (w) => settled(w)),
)

/** Syncs until nothing is left to be sent: what waits for the operator's yes is not. */
async function settled(world: World): Promise<void> {
  const { rig } = world
  for (let n = 0; n < 12; n += 1) {
    await rig.sync()
    const left = rig.updates().some(({ status }) => status === 'queued' || status === 'sending')
    if (!left) return check(world)
    rig.clock.at += 6 * 60 * 60_000
  }
  throw new Error(
    `something is never sent: ${JSON.stringify(rig.updates().filter(({ status }) => status === 'queued'))}`,
  )
}

/** By the values stored now, computed without the program's own guards. */
function check({ rig, ids, rule }: World): void {
  const template = templateOf(rig.db, 'coupang')
  const ready = storedTerms(rig.db, () => 10)
  for (const id of ids) {
    const row = rig.row(id)
    const thing = rig.fake.coupang.things.get(row.ref?.marketProductId ?? '')
    const product = productNowOf(rig.db, row.wholesaler, row.productId)
    if (thing === undefined || product === null) throw new Error('gone')
    if (ready.rule('coupang', product) instanceof AppError) throw new Error('no rule')
    for (const { sku, price, stock } of thing.state === 'on_sale' ? thing.options : []) {
      if (stock === 0) continue
      const key = row.things.find((one) => one.sku === sku)?.key ?? ''
      const from = key === '' ? product : product.options.find((one) => one.key === key)
      const cost = from?.price ?? Number.POSITIVE_INFINITY
      const margin = price - cost - (product.shippingFee ?? rule.shipping ?? 0) - Math.ceil(price * (rule.feeRate ?? 1))
      const said = JSON.stringify({ id, sku, price, stock, cost, margin, state: row.state, held: row.held })
      expect(product.status, said).toBe('available')
      expect(margin, said).toBeGreaterThanOrEqual(Math.ceil(Number((price * (rule.minMarginRate ?? 1)).toFixed(6))))
      expect(price, said).toBeGreaterThanOrEqual(rule.minPrice ?? 0)
      expect(product.fixedPrice ?? price, said).toBe(price)
      expect(stock, said).toBeLessThanOrEqual(offeredStock(from?.stock ?? null, template))
    }
  }
}

async function world(capabilities: NonNullable<Parameters<typeof startLife>[0]>['capabilities']): Promise<World> {
  const rig = startLife(capabilities === undefined ? {} : { capabilities })
  setStepSettings(rig.db, 'coupang', { priceChangePerDay: 0.3 })
  const made: World = {
    ...{ rig, ids: [], costs: [1000, 1000, 1200], stocks: [100, 50, 30], fee: 3000, fixed: null, status: 'available' },
    rule: plainRule,
  }
  collect(made)
  const two = goods('2', {
    options: [option({ key: 'r', name: '빨강', stock: 50 }), option({ key: 'b', name: '파랑', stock: 30 })],
  })
  made.ids = [rig.approve('coupang', goods('1')), rig.approve('coupang', two, { ...contentOf(two, 6010), price: 6010 })]
  await rig.upload()
  return made
}

it.each([
  ['an ordinary market', {}],
  ['a market that stops options in one call', { stopsInOneCall: true }],
  ['a market that neither stops nor resumes', { stops: false, resumes: false }],
])(
  '%s never sells at a loss, nor what is gone, once nothing is left to be told',
  async (_, capabilities) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(steps, fc.boolean()), { minLength: 3, maxLength: 30, size: 'max' }),
        async (all) => {
          const now = await world(capabilities)
          try {
            await settled(now)
            for (const [{ act }, isSettled] of all) {
              now.rig.clock.at += 1000
              await act(now)
              if (isSettled) await settled(now)
            }
            await settled(now)
          } finally {
            await now.rig.queue.close()
          }
        },
      ),
      { numRuns: 20 },
    )
  },
  120_000,
)
