import { describe, expect, it } from 'vitest'
import { call, marketFailure } from './harness.ts'
import { type Scripted, scripted } from './scripted.ts'

const by = (answers: Record<string, Scripted>) =>
  scripted(
    ({ path, query }) =>
      answers[`${path}${query?.page === undefined ? '' : `?${query.page}`}`] ?? {
        status: 404,
        body: { code: 'NOT_FOUND', message: '없음' },
      },
  )

const address = (addressBookNo: unknown, addressType: unknown, more: object = {}) => ({
  addressBookNo,
  addressType,
  name: 'n',
  address: '서울 1',
  ...more,
})

describe('the account', () => {
  it.each([
    [
      [
        { channelNo: 7, channelType: 'WINDOW', name: '창' },
        { channelNo: 8, channelType: 'STOREFARM', name: ' 가게 ' },
      ],
      { account: '8', label: '가게' },
    ],
    [
      { channelNo: '8', channelType: 'STOREFARM' },
      { account: '8', label: '스마트스토어 8' },
    ],
    [{ contents: [{ channelNo: 8, name: 'x' }] }, { account: '8', label: 'x' }],
  ])('is the store’s channel, in whatever wrapping: %j', async (body, account) => {
    const { adapter } = by({ '/external/v1/seller/channels': { body } })
    expect(await adapter.check(call())).toEqual(account)
  })

  it('is asked elsewhere where there are no channels', async () => {
    const { adapter } = by({ '/external/v1/seller/account': { body: { accountId: 'seller', accountUid: 'ncp_1' } } })
    expect(await adapter.check(call())).toEqual({ account: 'ncp_1', label: 'seller' })
    expect(
      await marketFailure(by({ '/external/v1/seller/account': { body: {} } }).adapter.check(call())),
    ).toMatchObject({ code: 'MARKET_ODD_REPLY' })
  })
})

describe('the address book', () => {
  it('is read to its last page, odd rows left out, numbers of any size kept', async () => {
    const path = '/external/v1/seller/addressbooks-for-page'
    const { adapter } = by({
      [`${path}?1`]: {
        body: { addressBooks: [address('123456789012345678', 'RELEASE'), { name: 'no number' }], totalPage: 2 },
      },
      [`${path}?2`]: {
        body: { addressBooks: [address(2, 'REFUND_OR_EXCHANGE', { overseasAddress: true })], totalPage: 2 },
      },
    })
    const { outbound, inbound } = await adapter.places(call())
    expect(outbound.map(({ code, preferred, usable }) => [code, preferred, usable])).toEqual([
      ['123456789012345678', true, true],
    ])
    expect(inbound.map(({ code, usable }) => [code, usable])).toEqual([['2', false]])
  })

  it('offers what there is to a seller who never named a place for a purpose', async () => {
    const { adapter } = by({
      '/external/v1/seller/addressbooks-for-page?1': {
        body: { addressBooks: [address(1, 'GENERAL'), address(2, 'LOGISTICS_CENTER_RELEASE'), address(3, 'RELEASE')] },
      },
    })
    const { outbound, inbound } = await adapter.places(call())
    expect([outbound.map(({ code }) => code), inbound.map(({ code, preferred }) => [code, preferred])]).toEqual([
      ['3'],
      [['1', false]],
    ])
  })
})

describe('a category’s form', () => {
  const detail = { id: '50000803', name: '티셔츠', wholeCategoryName: '패션의류>여성의류>티셔츠', last: true }
  it('takes lengths from the live form, and stands without it', async () => {
    const answers: Record<string, Scripted> = { '/external/v1/categories/50000803': { body: detail } }
    const max = async () => {
      const form = await by(answers).adapter.form('50000803', call())
      return form.fields.find(({ key }) => key === 'notice:material')?.maxLength
    }
    expect(await max()).toBe(1500)
    answers['/external/v1/products-for-provided-notice/WEAR'] = {
      body: { productInfoProvidedNoticeContents: [{ fieldName: 'material', fieldMaxLength: 90 }, { fieldType: 'x' }] },
    }
    expect(await max()).toBe(90)
  })

  it('is complete without a word typed but for what only the product knows', async () => {
    const form = await by({ '/external/v1/categories/50000803': { body: detail } }).adapter.form('50000803', call())
    expect(form).toMatchObject({
      category: '50000803',
      path: ['패션의류', '여성의류', '티셔츠'],
      facts: { noticeType: 'WEAR', kc: false },
    })
    const bare = form.fields.filter(
      ({ required, usual, source }) => required && usual === undefined && source === undefined,
    )
    expect(bare).toEqual([])
  })
})
