import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapOrder } from '../../../main/imweb/map.ts'
import { optionText } from '../../../main/imweb/options.ts'
import { parseJson } from '../../../main/net/json.ts'
import type { Order } from '../../../shared/order.ts'
import { documentedOrder, rowWith } from './documented.ts'

const orderOf = (row: unknown): Order => {
  const mapped = mapOrder(row)
  if ('setAside' in mapped) throw new Error(mapped.setAside.reason)
  return mapped.order
}
const reasonOf = (row: unknown): string => {
  const mapped = mapOrder(row)
  return 'setAside' in mapped ? mapped.setAside.reason : 'was read'
}

const section = (changes: Record<string, unknown>) => ({ ...documentedOrder().sections[0], ...changes })
const item = (changes: Record<string, unknown>) => [section({ sectionItems: [{ qty: 1, ...changes }] })]
const lineOf = (changes: Record<string, unknown>) => orderOf(rowWith({ sections: item(changes) })).lines[0]

describe('the documented order', () => {
  it('becomes an order with its lines, sections and payments', () => {
    expect(orderOf(documentedOrder())).toEqual({
      orderNo: '202607010012345',
      channel: 'IMWEB',
      channelOrderNo: null,
      orderedAt: Date.UTC(2026, 5, 30, 16, 5, 12),
      memberCode: 'm20260101aaaaaaaaaaaaa',
      ordererName: '김하늘',
      ordererEmail: 'buyer@example.com',
      ordererPhone: '01000000000',
      orderStatus: 'OPEN',
      orderType: 'SHOPPING',
      currency: 'KRW',
      itemPrice: 42000,
      deliveryPrice: 3000,
      totalPrice: 45000,
      paymentPrice: 41000,
      refundedPrice: 0,
      refundPendingPrice: 18000,
      device: 'MOBILE',
      lines: [
        {
          lineNo: 1,
          sectionCode: 'os-a',
          sectionNo: '202607010012345-S1',
          sectionStatus: 'SHIPPING',
          itemNo: '202607010012345-001',
          productNo: '101',
          productName: '현미 그래놀라 500g',
          option: '맛: 오리지널 / 포장: 지퍼백',
          quantity: 2,
          unitPrice: 12000,
          isGift: false,
        },
        expect.objectContaining({
          lineNo: 2,
          sectionStatus: 'CANCEL_REQUEST',
          productNo: '205',
          option: '',
          isGift: true,
        }),
      ],
      sections: [
        {
          seq: 1,
          code: 'os-a',
          sectionNo: '202607010012345-S1',
          status: 'SHIPPING',
          sentAt: Date.UTC(2026, 6, 1, 5, 30),
          deliveredAt: null,
          claimKind: null,
          claimReason: null,
          claimAt: null,
          refundAmount: null,
        },
        expect.objectContaining({
          seq: 2,
          claimKind: 'cancel',
          claimReason: '단순 변심',
          claimAt: Date.UTC(2026, 6, 1, 1, 10),
          refundAmount: 18000,
        }),
      ],
      payments: [
        {
          paymentNo: '202607010012345-P1',
          method: 'CARD',
          pgName: 'TOSSPAYMENTS',
          status: 'PAYMENT_COMPLETE',
          paidPrice: 41000,
          isCancel: false,
          completedAt: Date.UTC(2026, 5, 30, 16, 5, 40),
        },
      ],
    })
  })

  it('leaves entrance passwords, addresses, receivers and bank accounts behind', () => {
    expect(JSON.stringify(orderOf(documentedOrder()))).not.toMatch(
      /1234\*|샘플로|김받는|9999|예시은행|110-|김예금|김입금|문 앞/,
    )
  })
})

describe('what may differ', () => {
  it.each([
    ['missing', undefined],
    ['null', null],
    ['empty', ''],
  ])('optional fields that are %s', (_name, nothing) => {
    const names = [
      'saleChannel',
      'memberCode',
      'ordererName',
      'ordererEmail',
      'ordererCall',
      'orderStatus',
      'orderType',
      'currency',
      'device',
      'sections',
      'payments',
      'formData',
      'totalRefundedPrice',
      'itemPrice',
    ]
    const order = orderOf(rowWith(Object.fromEntries(names.map((name) => [name, nothing]))))
    expect(order).toMatchObject({
      channel: 'IMWEB',
      currency: 'KRW',
      ordererName: null,
      ordererPhone: null,
      memberCode: null,
      itemPrice: 0,
      refundedPrice: 0,
      lines: [],
      payments: [],
    })
  })

  it('numbers as text and text as numbers', () => {
    const order = orderOf(
      rowWith({
        orderNo: '202607010012345',
        totalPrice: '45,000',
        itemPrice: '42000.00',
        ordererCall: 1000000000,
        channelOrderNo: 77,
      }),
    )
    expect(order).toMatchObject({
      orderNo: '202607010012345',
      totalPrice: 45000,
      itemPrice: 42000,
      ordererPhone: '1000000000',
      channelOrderNo: '77',
    })
  })

  it('order and product numbers beyond 2^53, digit by digit', () => {
    const row = parseJson(
      '{"orderNo":12345678901234567890123,"wtime":"2026-01-01T00:00:00Z","sections":[{"sectionItems":[{"qty":1,"productInfo":{"prodNo":98765432109876543210}}]}]}',
    )
    expect(orderOf(row)).toMatchObject({
      orderNo: '12345678901234567890123',
      lines: [{ productNo: '98765432109876543210' }],
    })
  })

  it('unknown states, channels and payment names, kept as text', () => {
    const order = orderOf(
      rowWith({
        saleChannel: 'MARS',
        sections: [section({ orderSectionStatus: 'TELEPORTED' })],
        payments: [{ paymentStatus: 'DREAMT', method: 'SHELLS', paidPrice: 1 }],
      }),
    )
    expect(order).toMatchObject({
      channel: 'MARS',
      sections: [{ status: 'TELEPORTED' }],
      payments: [{ status: 'DREAMT', method: 'SHELLS' }],
    })
  })

  it.each([[{ title: 'x', value: [] }], [[{ title: 'x' }]], ['text'], [17], [null]])(
    'formData of any shape: %j',
    (formData) => {
      expect(orderOf(rowWith({ formData })).orderNo).toBe('202607010012345')
    },
  )

  it('an order wrapped once more', () => expect(orderOf({ order: documentedOrder() }).orderNo).toBe('202607010012345'))

  it('a line without product information', () => {
    expect(lineOf({ orderSectionItemNo: 'x-1' })).toMatchObject({
      itemNo: 'x-1',
      productNo: null,
      productName: '',
      unitPrice: null,
      option: '',
      quantity: 1,
    })
  })

  it('a negative payment row', () => {
    const order = orderOf(rowWith({ payments: [{ paidPrice: 100 }, { paidPrice: '-40', isCancel: 'Y' }] }))
    expect(order.payments.map((row) => [row.paidPrice, row.isCancel])).toEqual([
      [100, false],
      [-40, true],
    ])
  })

  it('the deposit time where a bank transfer names no payment time', () => {
    const order = orderOf(
      rowWith({ payments: [{ paidPrice: 1, bankTransfer: { depositCompletedTime: '2026-07-02T00:00:00Z' } }] }),
    )
    expect(order.payments[0]?.completedAt).toBe(Date.UTC(2026, 6, 2))
  })

  it('the claim that the section’s state is about, else the latest', () => {
    const claims = {
      cancelInfo: { cancelReason: 'c', cancelRequestTime: '2026-07-05T00:00:00Z' },
      returnInfo: { returnReason: 'r', returnRequestTime: '2026-07-03T00:00:00Z' },
    }
    const claimIn = (orderSectionStatus: string) =>
      orderOf(rowWith({ sections: [section({ ...claims, orderSectionStatus })] })).sections[0]
    expect(claimIn('RETURN_COMPLETE')).toMatchObject({ claimKind: 'return', claimReason: 'r' })
    expect(claimIn('SHIPPING')).toMatchObject({ claimKind: 'cancel', claimReason: 'c' })
  })

  it('control characters and halves of characters in names', () => {
    const { ordererName } = orderOf(rowWith({ ordererName: '김\u0000하\n늘\uD800' }))
    expect(ordererName).toBe('김 하 늘\uFFFD')
  })
})

describe('the option text', () => {
  it.each([
    [{ 색상: '파랑', 크기: 'L' }, null, '색상: 파랑 / 크기: L'],
    [
      null,
      [
        ['색상', '파랑'],
        ['크기', 'L'],
      ],
      '색상: 파랑 / 크기: L',
    ],
    [{}, [[['색상', '파랑']], [['크기', 'L']]], '색상: 파랑 / 크기: L'],
    [undefined, [{ name: '색상', value: '파랑' }], '색상: 파랑'],
    [undefined, [{ optionName: '색상', optionValue: '파랑' }], '색상: 파랑'],
    [undefined, [{ 색상: '파랑' }], '색상: 파랑'],
    [[['색상', '파랑']], undefined, '색상: 파랑'],
    ['색상: 파랑', undefined, '색상: 파랑'],
    [{ 색상: null, 크기: 95 }, undefined, '크기: 95'],
    [undefined, undefined, ''],
    [17, 'x', '17'],
  ])('%j and %j are %j', (info, list, expected) => expect(optionText(info, list)).toBe(expected))
})

describe('a row that cannot be read', () => {
  it.each([
    [null, '객체가 아닙니다'],
    ['주문', '객체가 아닙니다'],
    [[[]], '객체가 아닙니다'],
    [{}, '주문번호'],
    [rowWith({ orderNo: 1.5 }), '주문번호'],
    [rowWith({ orderNo: 1e20 }), '주문번호'],
    [rowWith({ orderNo: 'a b' }), '주문번호'],
    [rowWith({ wtime: null }), 'wtime'],
    [rowWith({ wtime: '내일' }), 'wtime'],
    [rowWith({ wtime: '2026-02-31T00:00:00.000Z' }), 'wtime'],
    [rowWith({ wtime: '1970-01-01T00:00:00.000Z' }), 'wtime'],
    [rowWith({ totalPaymentPrice: '공짜' }), 'totalPaymentPrice'],
    [rowWith({ totalPaymentPrice: 2 ** 53 }), 'totalPaymentPrice'],
    [rowWith({ totalPaymentPrice: '99999999999999999999' }), 'totalPaymentPrice'],
    [rowWith({ totalPaymentPrice: true }), 'totalPaymentPrice'],
    [rowWith({ payments: [{ paidPrice: {} }] }), 'paidPrice'],
    [rowWith({ sections: item({ qty: -1 }) }), '수량'],
    [rowWith({ sections: item({ qty: '두 개' }) }), '수량'],
  ])('%j says why', (row, reason) => expect(reasonOf(row)).toContain(reason))

  it('is not one whose fractions can be rounded, or whose odd number decides nothing', () => {
    const row = rowWith({
      ...{ totalPrice: '공짜', deliveryPrice: '무료', itemPrice: 2 ** 60, totalPaymentPrice: '12.50' },
      sections: item({ qty: 1.5, productInfo: { itemPrice: 3333.33 } }),
    })
    expect(mapOrder(row)).toMatchObject({
      order: {
        totalPrice: 0,
        deliveryPrice: 0,
        itemPrice: 0,
        paymentPrice: 13,
        lines: [{ quantity: 2, unitPrice: 3333 }],
      },
    })
  })

  it('is named by its order number, else by a fingerprint that stays the same', () => {
    const bad = mapOrder(rowWith({ wtime: null }))
    expect(bad).toMatchObject({ setAside: { ref: '202607010012345' } })
    const refOf = (row: unknown) => {
      const mapped = mapOrder(row)
      return 'setAside' in mapped ? mapped.setAside.ref : ''
    }
    expect(refOf({ ordererName: '김하늘' })).toMatch(/^row-[0-9a-f]{16}$/)
    expect(refOf({ ordererName: '김하늘' })).toBe(refOf({ ordererName: '김하늘' }))
    expect(refOf({ ordererName: '김하늘' })).not.toBe(refOf({ ordererName: '김바다' }))
  })

  it('holds no value of the row in its reason', () => {
    expect(JSON.stringify(mapOrder(rowWith({ totalPaymentPrice: 'buyer@example.com' })))).not.toContain('buyer@')
  })
})

const keysOf = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap(keysOf)
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
      : []
const knownKeys = [...new Set(keysOf(documentedOrder())), 'order', 'returnInfo', 'returnRequestTime', 'productInfo']
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    null,
    '',
    '0',
    -1,
    1e21,
    0.1,
    'Y',
    [],
    {},
    [null],
    '2026-07-01T00:00:00.000Z',
    Number.NaN,
    '\uD800',
    '__proto__',
  ),
)

describe('garbage', () => {
  const isWhole = (mapped: ReturnType<typeof mapOrder>) => {
    if ('setAside' in mapped) return mapped.setAside.ref !== '' && mapped.setAside.reason !== ''
    const { order } = mapped
    const money = [
      order.itemPrice,
      order.deliveryPrice,
      order.totalPrice,
      order.paymentPrice,
      order.refundedPrice,
      order.refundPendingPrice,
      ...order.payments.map((row) => row.paidPrice),
      ...order.lines.flatMap((line) => [line.quantity, line.unitPrice ?? 0]),
    ]
    return (
      money.every(Number.isSafeInteger) &&
      Number.isSafeInteger(order.orderedAt) &&
      order.lines.every((line, i) => line.lineNo === i + 1)
    )
  }

  it('never throws: it is an order with whole won, or set aside', () => {
    fc.assert(fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (row) => isWhole(mapOrder(row))))
  })

  it('in any place of a documented order does no more', () => {
    const changed = fc
      .array(fc.tuple(fc.constantFrom(...knownKeys), value), { minLength: 1, maxLength: 4 })
      .map((changes) => {
        const wanted = new Map<string, unknown>(changes)
        return JSON.parse(JSON.stringify(documentedOrder()), (key, old: unknown) =>
          wanted.has(key) ? wanted.get(key) : old,
        ) as unknown
      })
    fc.assert(
      fc.property(changed, (row) => isWhole(mapOrder(row))),
      { numRuns: 500 },
    )
  })
})
