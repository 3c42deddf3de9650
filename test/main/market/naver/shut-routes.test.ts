import { describe, expect, it } from 'vitest'
import { single } from './content.ts'
import { call, marketFailure, naver } from './harness.ts'
import { type Scripted, scripted } from './scripted.ts'

const leaf = { id: '50003404', name: '반팔티', wholeCategoryName: '의류>상의>반팔티', last: true }
const page: Scripted = {
  status: 502,
  body: '<!DOCTYPE html><html><body>Bad Gateway</body></html>',
  headers: { 'content-type': 'text/html' },
}

const categories = (detail: Scripted, list: Scripted) =>
  scripted(({ path }) =>
    path === '/external/v1/categories' ? list : path.startsWith('/external/v1/categories/') ? detail : { body: {} },
  )

describe('a category whose own address gives no answer', () => {
  it.each([
    ['a 404 of the gateway', { status: 404, body: { code: 'GW.NOT_FOUND', message: 'no' } }],
    ['a 404', { status: 404, body: { code: 'NOT_FOUND', message: '없음' } }],
    ['a 403', { status: 403, body: { code: 'FORBIDDEN', message: 'no' } }],
    ['another shape', { body: [1] }],
    ['a page', { ...page, status: 200 }],
  ] as [string, Scripted][])('but %s is an ordinary one, if it is a leaf of the list', async (_name, detail) => {
    const { adapter } = categories(detail, { body: [leaf] })
    const form = await adapter.form(leaf.id, call())
    expect([form.path, form.facts.kc, form.facts.flagsUnread]).toEqual([['의류', '상의', '반팔티'], false, true])
    expect(adapter.validate(single(), form, null)).toContainEqual(
      expect.objectContaining({ level: 'yellow', code: 'NAVER_CATEGORY_UNREAD', field: 'category' }),
    )
  })

  it('and that is not in the list is gone, and the list is not asked for each', async () => {
    const { adapter, sent } = categories({ status: 404, body: { code: 'NOT_FOUND' } }, { body: [leaf] })
    for (const code of ['7', '8', '9']) {
      expect(await marketFailure(adapter.form(code, call()))).toMatchObject({ code: 'MARKET_CATEGORY_GONE' })
    }
    expect(sent.filter(({ path }) => path === '/external/v1/categories')).toHaveLength(1)
  })

  it('is gone as soon as the list no longer has it', async () => {
    const list: Scripted = { body: [leaf] }
    const { adapter, time } = categories({ status: 404, body: { code: 'NOT_FOUND' } }, list)
    await adapter.form(leaf.id, call())
    list.body = [{ ...leaf, id: '1' }]
    time.pass(11 * 60_000)
    expect(await marketFailure(adapter.form(leaf.id, call()))).toMatchObject({ code: 'MARKET_CATEGORY_GONE' })
  })

  it('says nothing about flags where it did answer', async () => {
    const { adapter } = await naver()
    const form = await adapter.form('50003404', call())
    expect(adapter.validate(single(), form, null).map(({ code }) => code)).not.toContain('NAVER_CATEGORY_UNREAD')
  })
})

describe('the importer', () => {
  const importerOf = async (origin: string | null, maker: string | null, typed?: string) => {
    const { adapter } = await naver()
    const form = await adapter.form('50003404', call())
    const fields = { ...single().fields, ...(typed === undefined ? {} : { 'other:importer': typed }) }
    return adapter
      .validate(single({ origin, maker, fields }), form, null)
      .filter(({ code }) => code === 'NAVER_IMPORTER')
      .map(({ level, field, message }) => [level, field, /"(.*?)"/.exec(message)?.[1]])
  }
  const at = 'fields.other:importer'

  it('that is the maker’s name is shown to the operator, whether the draft filled it or nobody did', async () => {
    expect(await importerOf('중국', '데모산업')).toEqual([['yellow', at, '데모산업']])
    expect(await importerOf('중국', '데모산업', '데모산업')).toEqual([['yellow', at, '데모산업']])
  })

  it('that nobody knows is sent as the words that Naver bears, and said', async () => {
    expect(await importerOf('중국', null)).toEqual([['yellow', at, '상세페이지 참조']])
  })

  it('that the operator typed, or that nothing was imported by, is not worth a word', async () => {
    expect(await importerOf('중국', '데모산업', '한빛무역')).toEqual([])
    expect(await importerOf('국내산', '데모산업')).toEqual([])
  })
})

describe('words', () => {
  it('of two faults name the permission with its own code', async () => {
    const permission = { name: 'leafCategoryId', type: 'NotAuthority.product.category', message: '권한 없음' }
    const other = { name: 'name', type: 'NotNull', message: '필수' }
    for (const invalidInputs of [
      [other, permission],
      [permission, other],
    ]) {
      const { adapter } = scripted(() => ({ status: 400, body: { code: 'BAD_REQUEST', message: '', invalidInputs } }))
      const refusal = await marketFailure(
        adapter.remove({ marketProductId: '1', sku: 's', ids: { originProductNo: '1' }, options: [] }, call()),
      )
      expect(refusal).toMatchObject({
        code: 'NAVER_CATEGORY_PERMISSION',
        serviceCode: 'NotAuthority.product.category',
      })
      expect(refusal.message).toContain('필수')
    }
  })

  it('of a page in place of a token say so, and the status once', async () => {
    const refusal = await marketFailure(
      scripted(
        () => ({}),
        () => page,
      ).adapter.check(call()),
    )
    expect(refusal).toMatchObject({ code: 'NAVER_SERVER', kind: 'later', serviceCode: '502' })
    expect(refusal.message).toBe('네이버 서버가 오류로 답했습니다 (HTTP 502): 내용 대신 웹 페이지(HTML)를 보냈습니다.')
  })

  it('of a page do not blame the keys', async () => {
    const refusal = await marketFailure(
      scripted(
        () => ({}),
        () => ({ ...page, status: 404 }),
      ).adapter.check(call()),
    )
    expect(refusal).toMatchObject({ code: 'MARKET_ODD_REPLY', kind: 'later' })
  })

  it('of a picture’s kind stand without a particle in brackets', async () => {
    const { list } = await naver()
    const refusal = await marketFailure(list(single({ images: ['https://img.example.com/a.webp'] })))
    expect(refusal.message).toBe('1번째 이미지는 WebP 형식이어서 네이버가 받지 않습니다.')
  })
})
