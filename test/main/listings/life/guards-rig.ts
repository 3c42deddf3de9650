import { syncPayload } from '../../../../main/listings/life/sync-job.ts'
import { saveRule } from '../../../../main/pricing/repository.ts'
import type { RuleValues } from '../../../../shared/contract/listing-shapes.ts'
import type { Output } from '../../../../shared/contract.ts'
import { plainRule } from './plain-rule.ts'
import { goods, type startLife } from './rig.ts'

export type Rig = ReturnType<typeof startLife>

export const only = (rig: Rig) => {
  const [thing, ...more] = rig.fake.coupang.things.values()
  if (thing === undefined || more.length > 0) throw new Error('one listing was expected')
  return thing
}
export const stockOf = (rig: Rig) => only(rig).options.map(({ stock }) => stock)
export const priceOf = (rig: Rig) => only(rig).options.map(({ price }) => price)
export const open = (rig: Rig) => rig.updates().filter(({ status }) => status === 'queued' || status === 'waiting')
export const isSold = (rig: Rig) => only(rig).state === 'on_sale' && stockOf(rig).some((pieces) => pieces > 0)
/** Whether the market was ever asked to sell pieces, since its calls were last forgotten. */
export const putOnSale = (rig: Rig) =>
  rig.fake.coupang.asked.filter(
    ({ operation, values }) =>
      operation === 'resume' || (operation === 'stock' && values.some(({ value }) => value > 0)),
  )
export const setRule = (rig: Rig, over: Partial<RuleValues>) =>
  saveRule(rig.db, {
    ...{ market: 'coupang', scope: 'market', target: '' },
    ...{ rule: { ...plainRule, ...over }, updatedAt: rig.clock.at + 1 },
  })
/** Sends what is queued, and looks at nothing else. */
export const pushed = (rig: Rig) =>
  rig.queue.wait(rig.queue.add(rig.life.kinds.syncing, syncPayload('coupang', 'push'), { key: 'coupang' }).jobId)
export const events = (rig: Rig) =>
  rig.db.prepare<[], string>('select text from listing_event order by id').pluck().all()
export const resume = async (rig: Rig, id: string) =>
  (await rig.life.handlers['listings.resume']({ listingIds: [id] })) as Output<'listings.resume'>
/** A listing with a price by hand, as it is after its approval. */
export const byHand = async (rig: Rig, price: number) => {
  const one = goods('1')
  rig.save(one)
  const id = rig.approve('coupang', one, { price })
  rig.db.prepare(`update listing set overrides = ?`).run(JSON.stringify({ price }))
  await rig.upload()
  return id
}
