import { describe, expect, it } from 'vitest'
import { readDue } from '../../../../main/listings/life/repository-rows.ts'
import { setStepSettings } from '../../../../main/listings/settings.ts'
import { goods, startLife } from './rig.ts'

const MINUTE = 60_000
const task = (rig: ReturnType<typeof startLife>, name: string) => {
  const found = rig.life.tasks.find((one) => one.name === name)
  if (found === undefined) throw new Error(name)
  return found
}
const jobs = (rig: ReturnType<typeof startLife>) =>
  rig.db.prepare<[], string>('select kind from job order by id').pluck().all()
const settled = async (rig: ReturnType<typeof startLife>) => {
  for (const id of rig.db.prepare<[], string>('select job_id from job').pluck().all()) await rig.queue.wait(id)
}

describe('what comes round by itself', () => {
  it('starts to send as soon as something is queued', async () => {
    const rig = startLife({ background: true })
    await rig.listed(goods('1'))
    rig.save(goods('1', { status: 'soldout' }))
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    expect(jobs(rig)).toEqual(['listing-upload', 'listing-sync'])
    await settled(rig)
    expect(rig.updates()).toMatchObject([{ status: 'done' }])
    expect(rig.events).toContain('updates.changed')
    expect(rig.events).toContain('listings.changed')
  })

  it('sends nothing by itself from the command line', async () => {
    const rig = startLife({ background: false })
    await rig.listed(goods('1'))
    rig.save(goods('1', { status: 'soldout' }))
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    expect(jobs(rig)).toEqual(['listing-upload'])
  })

  it('sends what waits for its next try when that is due, and nothing while the market is paused', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    const updates = task(rig, 'listing-updates')
    expect(updates.nextAt(null, rig.clock.at)).toBeNull()
    rig.save(goods('1', { stock: 5 }))
    rig.db.prepare('update listing_update set next_attempt_at = ?').run(rig.clock.at + MINUTE)
    expect(updates.nextAt(null, rig.clock.at)).toBe(rig.clock.at + MINUTE)
    setStepSettings(rig.db, 'coupang', { paused: true })
    expect(updates.nextAt(null, rig.clock.at)).toBeNull()
    setStepSettings(rig.db, 'coupang', { paused: false })
    rig.clock.at += MINUTE
    await updates.run()
    await settled(rig)
    expect(rig.updates()).toMatchObject([{ status: 'done' }])
  })

  it('takes up uploads that had to wait, but never what nobody has asked to send', async () => {
    const rig = startLife()
    const [one, two] = [goods('1'), goods('2')]
    rig.save(one, two)
    const uploads = task(rig, 'listing-uploads')
    rig.approve('coupang', one)
    expect(uploads.nextAt(null, rig.clock.at)).toBeNull()
    rig.fake.coupang.fault('create', ...Array.from({ length: 30 }, () => 'later' as const))
    await rig.upload()
    const at = uploads.nextAt(null, rig.clock.at)
    expect(at).toBeGreaterThan(rig.clock.at)
    rig.fake.coupang.faults.create = []
    rig.clock.at = at ?? 0
    await uploads.run()
    await settled(rig)
    expect(rig.fake.coupang.things.size).toBe(1)
  })

  it('looks at rules and hours anew: a changed rule moves prices without any collect', async () => {
    const rig = startLife({ background: true })
    const id = await rig.listed(goods('1'))
    rig.db.exec(`update price_rule set rule = json_set(rule, '$.targetMarginRate', 0.22), updated_at = updated_at + 1`)
    await task(rig, 'listing-step').run()
    await settled(rig)
    expect(rig.row(id).pushedPrice).toBe(5890)
  })

  it('does not ask a market whose keys are refused', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.save(goods('1', { status: 'soldout' }))
    const view = { state: 'needs_reauth', problem: null }
    Object.assign(rig.connections.coupang, { view: () => view })
    expect(task(rig, 'listing-updates').nextAt(null, rig.clock.at)).toBeNull()
    await task(rig, 'listing-step').run()
    expect(jobs(rig)).toEqual(['listing-upload'])
  })

  it('reads what is in review again soon, then less and less often, and the rest by its setting', async () => {
    const rig = startLife({ capabilities: { reviews: true } })
    const id = await rig.listed(goods('1'))
    const due = (after: number) => readDue(rig.db, 'coupang', 'A1', rig.clock.at + after, 60 * MINUTE).length === 1
    expect(due(0)).toBe(true)
    await rig.sync()
    expect([due(30_000), due(MINUTE)]).toEqual([false, true])
    rig.clock.at += 20 * MINUTE
    await rig.sync()
    expect([due(4 * MINUTE), due(6 * MINUTE)]).toEqual([false, true])
    const [thing] = rig.fake.coupang.things.values()
    if (thing !== undefined) thing.state = 'on_sale'
    await rig.sync()
    expect(rig.row(id).state).toBe('on_sale')
    expect([due(59 * MINUTE), due(61 * MINUTE)]).toEqual([false, true])
  })
})

describe('the summary of a market', () => {
  it('counts what is on sale, out of step, queued and waiting', async () => {
    const rig = startLife()
    const ids = [await rig.listed(goods('1')), await rig.listed(goods('2')), await rig.listed(goods('3'))]
    rig.save(goods('1', { stock: 5 }), goods('2', { price: 100 }))
    const { markets } = await rig.life.handlers['step.summary']({})
    expect(markets.find(({ market }) => market === 'coupang')).toMatchObject({
      ...{ paused: false, problem: null, onSale: 3, outOfStep: 2, queued: 1, waiting: 1, failed: 0, unresolved: 0 },
      oldestQueuedAt: rig.clock.at,
    })
    expect(ids).toHaveLength(3)
  })

  it('lists updates newest first, with what changes', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.save(goods('1', { stock: 5, price: 100 }))
    const page = await rig.life.handlers['updates.list']({ limit: 1 })
    expect(page.items).toMatchObject([
      { kind: 'price', before: 5720, after: 4430, status: 'waiting', name: '실리콘 주걱' },
    ])
    const next = await rig.life.handlers['updates.list']({ limit: 1, after: page.next ?? '' })
    expect(next).toMatchObject({ items: [{ kind: 'stock', before: 100, after: 5, status: 'queued' }], next: null })
  })
})
