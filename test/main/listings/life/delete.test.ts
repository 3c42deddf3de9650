import { describe, expect, it } from 'vitest'
import { goods, startLife } from './rig.ts'

async function stopped(options: Parameters<typeof startLife>[0] = {}) {
  const rig = startLife(options)
  const id = await rig.listed(goods('1'))
  await rig.life.handlers['listings.stop']({ listingIds: [id] })
  await rig.sync()
  expect(rig.row(id).state).toBe('stopped')
  const remove = () => rig.life.handlers['listings.delete']({ listingIds: [id], expected: 1 })
  const there = () => [...rig.fake.coupang.things.values()].map(({ state }) => state)
  return { ...rig, id, remove, there }
}

describe('deleting from a market by hand', () => {
  it('is sent with the next sync, and leaves the listing with its number', async () => {
    const rig = await stopped()
    const { ref } = rig.row(rig.id)
    expect(await rig.remove()).toEqual({ changed: 1 })
    expect(rig.there()).toEqual(['stopped'])
    await rig.sync()
    expect(rig.there()).toEqual(['deleted'])
    expect(rig.row(rig.id)).toMatchObject({ state: 'stopped', readState: 'deleted', ref, lastError: null })
    const audit = rig.db.prepare(`select detail from audit where action = 'listings.deleted'`).pluck().all()
    expect(audit).toEqual([expect.stringContaining('상품 1개의 마켓에서 삭제를 요청했습니다')])
    // Nothing more is asked of what is gone.
    const asked = rig.fake.coupang.asked.length
    rig.save(goods('1', { status: 'soldout' }))
    await rig.sync()
    expect(rig.fake.coupang.asked.length).toBe(asked)
  })

  it('is never done to what is on sale, twice, or where the market cannot', async () => {
    const selling = startLife()
    const id = await selling.listed(goods('1'))
    expect(await selling.life.handlers['listings.delete']({ listingIds: [id], expected: 1 })).toEqual({ changed: 0 })
    const rig = await stopped()
    await rig.remove()
    expect(await rig.remove()).toEqual({ changed: 0 })
    await rig.sync()
    expect(await rig.remove()).toEqual({ changed: 0 })
    expect(rig.fake.coupang.count('delete')).toBe(1)
    const unable = await stopped({ capabilities: { deletes: false } })
    expect(await unable.remove()).toEqual({ changed: 0 })
  })

  it('whose answer was lost is looked at before it is asked again', async () => {
    const rig = await stopped()
    rig.fake.coupang.fault('delete', 'lost')
    await rig.remove()
    await rig.sync()
    rig.clock.at += 60 * 60_000
    await rig.sync()
    expect(rig.fake.coupang.count('delete')).toBe(1)
    expect(rig.row(rig.id).readState).toBe('deleted')
  })

  it('of what is gone already has nothing left to do', async () => {
    const rig = await stopped()
    rig.fake.coupang.fault('delete', 'gone')
    await rig.remove()
    await rig.sync()
    expect(rig.row(rig.id)).toMatchObject({ readState: 'deleted', lastError: null })
    expect(rig.updates().at(-1)).toMatchObject({ kind: 'delete', status: 'done' })
  })

  it('that the market refuses is told, and the listing stays', async () => {
    const rig = await stopped()
    rig.fake.coupang.fault('delete', 'rejected')
    await rig.remove()
    await rig.sync()
    expect(rig.there()).toEqual(['stopped'])
    expect(rig.row(rig.id)).toMatchObject({ state: 'stopped', readState: 'stopped' })
    expect(rig.updates().at(-1)).toMatchObject({ kind: 'delete', status: 'failed' })
  })
})
