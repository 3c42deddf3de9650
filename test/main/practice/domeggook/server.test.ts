import { describe, expect, it, onTestFinished } from 'vitest'
import { type PracticeDomeggookOptions, startPracticeDomeggook } from '../../../../main/practice/domeggook/index.ts'

const started = async (options: PracticeDomeggookOptions = {}) => {
  const practice = await startPracticeDomeggook({
    ...options,
    catalogue: { size: 300, extremes: false, arrivalEveryMs: 0 },
  })
  onTestFinished(() => practice.close())
  const get = async (query: Record<string, string>) => {
    const all = { aid: practice.credentials.aid, om: 'json', ...query }
    const reply = await fetch(`${practice.url}/ssl/api/?${new URLSearchParams(all)}`)
    const text = await reply.text()
    return { status: reply.status, body: text.startsWith('{') ? JSON.parse(text) : text }
  }
  const list = (query: Record<string, string>) => get({ ver: '4.1', mode: 'getItemList', market: 'supply', ...query })
  const view = (query: Record<string, string>) => get({ ver: '4.6', mode: 'getItemView', ...query })
  return { practice, get, list, view }
}

describe('practice Domeggook', () => {
  it.each([
    [{ ver: '4.1', mode: 'getItemView', no: '30000000' }, 'UNKNOWN_SERVICE', 404],
    [{ ver: '4.6', mode: 'getItemList', kw: '컵', market: 'supply' }, 'UNKNOWN_SERVICE', 404],
    [{ ver: '4.1', mode: 'getCategoryList' }, 'UNKNOWN_SERVICE', 404],
    [{ ver: '1.0', mode: 'getGoodsList' }, 'UNKNOWN_SERVICE', 404],
    [{ ver: '1.0', mode: 'constructor' }, 'UNKNOWN_SERVICE', 404],
    [{ ver: '4.1', mode: 'getItemList', market: 'supply' }, 'NO_SEARCH_OPT', 200],
    [{ ver: '4.1', mode: 'getItemList', market: 'supply', ca: '01_00_00_00_00' }, 'NO_SEARCH_OPT', 200],
    [{ ver: '4.1', mode: 'getItemList', kw: '컵' }, 'INVALID_PARAM', 200],
    [{ ver: '4.1', mode: 'getItemList', kw: '컵', market: 'supply', sz: '201' }, 'INVALID_PARAM', 200],
    [{ ver: '4.6', mode: 'getItemView', no: '1' }, 'NO_ITEM', 404],
    [{ ver: '1.0', mode: 'getCategoryList', aid: 'wrong' }, 'INVALID_AID', 200],
  ])('refuses %j as %s', async (query, dcode, status) => {
    const { get } = await started()
    const reply = await get(query)
    expect({ status: reply.status, dcode: reply.body.errors.dcode }).toEqual({ status, dcode })
  })

  it('writes numbers and booleans of the list as text, and does not know qty there', async () => {
    const { list } = await started()
    const { body } = await list({ kw: '용' })
    const [item] = body.domeggook.list.item
    expect(typeof item.price).toBe('string')
    expect(item.comOnly).toMatch(/^(?:true|false)$/)
    expect(item.qty).toBeUndefined()
    expect(typeof body.domeggook.header.itemsPerPage).toBe('string')
    expect(typeof body.domeggook.header.numberOfPages).toBe('number')
  })

  it('answers one detail under domeggook, several under item, and leaves out what does not exist', async () => {
    const { view } = await started()
    expect((await view({ no: '30000000' })).body.domeggook.basis.no).toBe('30000000')
    const many = await view({ no: '30000000,30000001,39999999', multiple: 'true' })
    expect(many.body.domeggook.item).toHaveLength(2)
    const tooMany = Array.from({ length: 101 }, (_, at) => String(30_000_000 + at)).join(',')
    expect((await view({ no: tooMany, multiple: 'true' })).body.errors.dcode).toBe('INVALID_PARAM')
  })

  it('lists nothing that is sold out or ended', async () => {
    const { list, practice } = await started()
    const off = [...practice.truth()].filter(({ listed }) => !listed).map(({ no }) => no)
    expect(off.length).toBeGreaterThan(3)
    const { body } = await list({ itemNo: off.slice(0, 100).join(',') })
    expect(body.domeggook.header.numberOfItems).toBe(0)
  })

  it('ignores sort, which is not a parameter, and follows so', async () => {
    const { list } = await started()
    const first = async (query: Record<string, string>) =>
      (await list({ kw: '용', ...query })).body.domeggook.list.item[0].price
    expect(await first({ sort: 'aa' })).toBe(await first({}))
    expect(Number(await first({ so: 'aa' }))).toBeLessThan(Number(await first({ so: 'ad' })))
  })

  it('shuts a login out for three minutes after an overrun, and for the day after the last call of it', async () => {
    const { list, practice } = await started({ limits: { perMinute: 3, perDay: 6, blockMs: 180_000 } })
    for (let i = 0; i < 3; i += 1) expect((await list({ kw: '컵' })).status).toBe(200)
    expect((await list({ kw: '컵' })).status).toBe(429)
    practice.control.advance(170_000)
    expect((await list({ kw: '컵' })).status).toBe(429)
    practice.control.advance(10_001)
    expect((await list({ kw: '컵' })).status).toBe(200)
    expect((await list({ kw: '컵' })).status).toBe(429)
    practice.control.advance(86_400_000)
    expect((await list({ kw: '컵' })).status).toBe(200)
  })
})
