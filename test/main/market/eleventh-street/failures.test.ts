import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createEleventhStreetClient } from '../../../../main/market/eleventh-street/client.ts'
import { fieldsIn } from '../../../../main/market/eleventh-street/fields-in-words.ts'
import { readStocks } from '../../../../main/market/eleventh-street/find.ts'
import {
  createEleventhStreetAdapter,
  createEleventhStreetHttp,
  eleventhStreetErrors,
  eleventhStreetFields,
  eleventhStreetRefusals,
} from '../../../../main/market/eleventh-street/index.ts'
import type { CategoryForm, MarketPlaces } from '../../../../main/market/port.ts'
import type { EleventhStreetFault } from '../../../../main/practice/eleventh-street/faults.ts'
import { createDayCount, dayCountInMemory } from '../../../../main/store/day-count.ts'
import { DAY_MS, kstDayStart } from '../../../../shared/time.ts'
import { tempDatabase } from '../../../support/database.ts'
import { jumpingTime } from '../../net/virtual-time.ts'
import { calm, content, eleventhStreet, failureOf, onlyProduct, option, silent } from './harness.ts'

describe('a create that fails', () => {
  it.each<[EleventhStreetFault, string, string]>([
    ['lost', 'unknown', 'NET_BROKEN'],
    ['drop', 'unknown', 'NET_BROKEN'],
    ['cut', 'unknown', 'NET_BROKEN'],
    ['truncated', 'unknown', 'MARKET_ODD_REPLY'],
    ['500', 'unknown', 'NET_SERVER_ERROR'],
    ['504', 'unknown', 'NET_HTML'],
    ['html', 'unknown', 'NET_HTML'],
    ['empty', 'unknown', 'MARKET_ODD_REPLY'],
    ['doctype', 'unknown', 'NET_DOCTYPE'],
    ['shape', 'unknown', 'MARKET_ODD_REPLY'],
    ['too-many', 'later', 'NET_RATE_LIMITED'],
    ['maintenance', 'later', 'ELEVENST_MAINTENANCE'],
    ['day-limit', 'later', 'ELEVENST_DAY_LIMIT'],
    ['ip', 'setup', 'ELEVENST_IP_NOT_REGISTERED'],
    ['route', 'setup', 'ELEVENST_ROUTE_UNKNOWN'],
    ['not-approved', 'setup', 'ELEVENST_NOT_APPROVED'],
    ['key', 'setup', 'ELEVENST_KEY_UNKNOWN'],
    ['settlement', 'setup', 'ELEVENST_SETTLEMENT_ACCOUNT'],
    ['suspended', 'setup', 'ELEVENST_MEMBER_SUSPENDED'],
    ['category-gone', 'rejected', 'MARKET_CATEGORY_GONE'],
    ['picture', 'rejected', 'MARKET_REJECTED'],
  ])('by %s is %s (%s), and was sent once', async (kind, means, code) => {
    const { control, create, leafNamed } = await eleventhStreet()
    control.fault({ kind, on: 'create' })
    const failure = await failureOf(create(leafNamed('장우산')))
    expect({ kind: failure.kind, code: failure.code }).toEqual({ kind: means, code })
    expect(failure.retryable).toBe(means === 'later' || means === 'unknown')
    expect(control.seen().requests['POST create']).toBe(1)
  })

  it.each(['lost', 'cut', 'truncated'] as const)('by %s took effect, and is found by its code', async (kind) => {
    const { adapter, control, create, leafNamed } = await eleventhStreet()
    control.fault({ kind, on: 'create', times: 1 })
    await failureOf(create(leafNamed('장우산')))
    const found = onlyProduct(await adapter.findBySku('JT-11-1', { createdAfter: null }, calm()))
    expect(found.ref).toMatchObject({ marketProductId: '9990000001', sku: 'JT-11-1' })
    expect(found.state).toBe('on_sale')
  })

  it('is not found before the market shows it, and then it is', async () => {
    const { adapter, control, create, leafNamed } = await eleventhStreet({ visibleAfterMs: 60_000 })
    control.fault({ kind: 'lost', on: 'create', times: 1 })
    await failureOf(create(leafNamed('장우산')))
    expect(await adapter.findBySku('JT-11-1', { createdAfter: 0 }, calm())).toEqual([])
    control.advance(60_000)
    expect(await adapter.findBySku('JT-11-1', { createdAfter: 0 }, calm())).toHaveLength(1)
  })

  it('says which field the market spoke of, in its words', async () => {
    const { control, create, leafNamed } = await eleventhStreet()
    control.fault({ kind: 'picture', on: 'create' })
    const failure = await failureOf(create(leafNamed('장우산')))
    expect(failure.serviceCode).toBe('500')
    expect(failure.message).toContain('Content-Type이 이미지가 아니거나')
    expect(failure.fields).toMatchObject([{ field: 'images' }])
  })

  it('never leaves without its places', async () => {
    const { control, create, leafNamed } = await eleventhStreet()
    const delivery = { ...content().delivery, returnPlace: null }
    const failure = await failureOf(create(leafNamed('장우산'), { delivery }))
    expect(failure).toMatchObject({ kind: 'rejected', code: 'ELEVENST_PLACE_MISSING' })
    expect(failure.message).toContain('반품/교환지가')
    expect(control.seen().requests['POST create']).toBeUndefined()
  })

  it('never leaves with a character that would become a question mark', async () => {
    const { control, create, leafNamed } = await eleventhStreet()
    const failure = await failureOf(create(leafNamed('장우산'), { name: '우산 🎁' }))
    expect(failure).toMatchObject({ kind: 'rejected', code: 'ELEVENST_CHARACTERS' })
    expect(control.seen().requests['POST create']).toBeUndefined()
  })

  it('reaches the market in bytes that are what they say', async () => {
    const { control, create, leafNamed } = await eleventhStreet()
    const descriptionHtml = '<p>㎡ † ～ 와 이모지 🎁, ]]> 그리고 &amp;</p>'
    await create(leafNamed('장우산'), { descriptionHtml })
    const body = control.bodies().at(-1) ?? ''
    expect(body).toContain('<p>㎡ † ～ 와 이모지 &#127873;, ]]]]><![CDATA[> 그리고 &amp;</p>')
  })

  it('may be accepted without a number: then it is looked up', async () => {
    const bare = '<ClientMessage><message>등록되었습니다.</message><resultCode>200</resultCode></ClientMessage>'
    const failure = await failureOf(scripted(bare).then((adapter) => adapter.create(content(), around, calm())))
    expect(failure).toMatchObject({ kind: 'unknown', code: 'ELEVENST_NO_NUMBER' })
  })
})

const around: { form: CategoryForm; places: MarketPlaces } = {
  form: { category: '1', path: [], fields: [], axes: [], facts: {} },
  places: { outbound: [], inbound: [] },
}

/** An 11st that answers everything the same way. */
const answering = async (body: string, status = 200): Promise<string> => {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'text/xml;charset=utf-8' })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const scripted = async (body: string, status = 200, time = jumpingTime()) => {
  return createEleventhStreetAdapter({
    http: createEleventhStreetHttp({
      baseUrl: await answering(body, status),
      clock: time.clock,
      sleep: time.sleep,
      unlimited: true,
    }),
    credentials: () => Promise.resolve({ apiKey: '0123456789abcdef0123456789abcdef' }),
    clock: time.clock,
    log: silent,
    dailyCounter: dayCountInMemory(),
    sleep: time.sleep,
    random: () => 0.5,
  })
}
const message = (code: string, words: string) =>
  `<ClientMessage><message>${words}</message><resultCode>${code}</resultCode></ClientMessage>`
const auth = (code: string, words: string) =>
  `<AuthMessage><resultCode>${code}</resultCode><resultMessage>${words}</resultMessage></AuthMessage>`

describe('what 11st answers to a create', () => {
  it.each<[string, string, number, string, string]>([
    ['a redirect', '', 302, 'unknown', 'MARKET_ODD_REPLY'],
    ['a page that is not there', '<html>404</html>', 404, 'unknown', 'MARKET_ODD_REPLY'],
    [
      'an unknown address, with 200',
      auth('-997', '등록된 API 정보가 존재하지 않습니다.'),
      200,
      'setup',
      'ELEVENST_ROUTE_UNKNOWN',
    ],
    ['an authentication it does not explain', auth('100', '인증 실패'), 200, 'setup', 'ELEVENST_AUTH_REFUSED'],
    ['that it wants TLS', auth('-400', 'SSL needed'), 400, 'setup', 'ELEVENST_TLS_NEEDED'],
    ['-400 in other words', auth('-400', '잘못된 호출'), 400, 'setup', 'ELEVENST_AUTH_REFUSED'],
    [
      'the day’s limit in words of its own',
      message('400', '등록 한도를 확인하십시오.'),
      200,
      'later',
      'ELEVENST_DAY_LIMIT',
    ],
    [
      'the day’s limit in words that name a category',
      message('400', '잘못된 카테고리'),
      200,
      'later',
      'ELEVENST_DAY_LIMIT',
    ],
    [
      'an account that is not verified, with 400',
      message('400', '정산대금 입금계좌'),
      200,
      'setup',
      'ELEVENST_SETTLEMENT_ACCOUNT',
    ],
    [
      'a key nobody has, in bare words',
      'OpenAPI Key 에 해당하는 유저가 없습니다.',
      200,
      'setup',
      'ELEVENST_KEY_UNKNOWN',
    ],
    [
      'a refusal with 500',
      message('500', '상품등록실패 : 상품정보제공고시를 입력해 주세요.'),
      500,
      'rejected',
      'MARKET_REJECTED',
    ],
    ['a code that means no success here', message('404', '없음'), 200, 'rejected', 'MARKET_REJECTED'],
    [
      'a success without its code',
      '<ClientMessage><productNo>1</productNo></ClientMessage>',
      200,
      'unknown',
      'MARKET_ODD_REPLY',
    ],
    [
      'an order’s answer',
      '<ResultOrder><result_code>0</result_code></ResultOrder>',
      200,
      'unknown',
      'MARKET_ODD_REPLY',
    ],
  ])('%s', async (_what, body, status, kind, code) => {
    const adapter = await scripted(body, status)
    const failure = await failureOf(adapter.create(content(), around, calm()))
    expect({ kind: failure.kind, code: failure.code }).toEqual({ kind, code })
  })

  it('waits for the next day in Korea after the day’s limit, with the words that 11st gave', async () => {
    const time = jumpingTime()
    const adapter = await scripted(message('400', '금일 등록 가능 수량 초과'), 200, time)
    const now = time.clock.now()
    const failure = await failureOf(adapter.create(content(), around, calm()))
    expect(failure.message).toContain('금일 등록 가능 수량 초과')
    expect(failure.serviceCode).toBe('400')
    expect(failure.retryAfterMs).toBe(kstDayStart(now) + DAY_MS - now)
  })

  it('knows 400 as the day’s limit of creating alone', async () => {
    const adapter = await scripted(message('400', '등록 한도를 확인하십시오.'))
    const ref = { marketProductId: '1', sku: 'A', ids: {}, options: [{ sku: 'A', id: null }] }
    const failure = await failureOf(adapter.setPrice(ref, [{ sku: 'A', value: 100 }], { force: false }, calm()))
    expect(failure).toMatchObject({ kind: 'rejected', code: 'MARKET_REJECTED', serviceCode: '400' })
  })

  it.each(['200', '210'])('counts %s as made', async (code) => {
    const adapter = await scripted(
      `<ClientMessage><message>상품번호 : 9990000009</message><resultCode>${code}</resultCode></ClientMessage>`,
    )
    const options = [option('A', 'a', 1000, 1), option('B', 'b', 1000, 1)]
    const made = await adapter.create(content({ options }), around, calm())
    expect(made.ref).toEqual({
      marketProductId: '9990000009',
      sku: 'JT-11-1',
      ids: {},
      options: [
        { sku: 'A', id: null },
        { sku: 'B', id: null },
      ],
    })
  })

  it('does not count 210 as a changed price', async () => {
    const adapter = await scripted(message('210', '?'))
    const ref = { marketProductId: '1', sku: 'A', ids: {}, options: [{ sku: 'A', id: null }] }
    const failure = await failureOf(adapter.setPrice(ref, [{ sku: 'A', value: 100 }], { force: false }, calm()))
    expect(failure).toMatchObject({ kind: 'rejected', code: 'MARKET_REJECTED' })
  })
})

describe('the address that is not registered', () => {
  it('is named, with the place where it is registered, and never the key', async () => {
    const { adapter, control, practice } = await eleventhStreet()
    control.fault({ kind: 'ip' })
    const failure = await failureOf(adapter.check(calm()))
    expect(failure.message).toContain('203.0.113.7')
    expect(failure.nextStep).toContain('203.0.113.7을 추가하십시오')
    expect(failure.nextStep).toContain('openapi.11st.co.kr')
    expect(JSON.stringify(failure.toShape())).not.toContain(practice.credentials.apiKey)
  })

  it('is this PC’s where the answer does not name it', async () => {
    const adapter = await scripted(auth('-500', '[IP]인증된 IP가 아닙니다.'), 500)
    const failure = await failureOf(adapter.check(calm()))
    expect(failure.code).toBe('ELEVENST_IP_NOT_REGISTERED')
    expect(failure.nextStep).toContain('이 PC의 공인 IP 주소를 추가하십시오')
  })
})

describe('an address book that is refused', () => {
  const row = '<ns2:inOutAddress><addrSeq>4</addrSeq><addrNm>본사</addrNm><memNo>1</memNo></ns2:inOutAddress>'
  const book = (inner: string) => `<ns2:inOutAddresss xmlns:ns2="x">${inner}</ns2:inOutAddresss>`

  it.each([book(`<ns2:result_message>FAIL</ns2:result_message>${row}`), message('500', '조회 오류')])(
    'opens no connection, rows or not, and asks nobody to approve anything: %s',
    async (body) => {
      const adapter = await scripted(body)
      const failure = await failureOf(adapter.check(calm()))
      expect(failure).toMatchObject({ code: 'ELEVENST_PLACES_REFUSED', kind: 'later' })
      expect(failure.nextStep).not.toContain('승인')
    },
  )

  it.each([
    [book(row), 1],
    [book(`<ns2:result_message>SUCCESS</ns2:result_message>${row}`), 1],
    [book('<ns2:result_message>조회된 결과가 없습니다.</ns2:result_message>'), 0],
  ])('is none of these: %s', async (body, count) => {
    const adapter = await scripted(body)
    expect((await adapter.places(calm())).outbound).toHaveLength(count)
  })
})

describe('an address that 11st does not know', () => {
  it('is never blamed on the key', async () => {
    const { adapter, control } = await eleventhStreet()
    control.fault({ kind: 'route' })
    const failure = await failureOf(adapter.check(calm()))
    expect(failure).toMatchObject({ code: 'ELEVENST_ROUTE_UNKNOWN', kind: 'setup' })
    expect(failure.message).toContain('키가 틀렸다는 뜻은 아닙니다')
    expect(Object.keys(eleventhStreetRefusals)).not.toContain('ELEVENST_ROUTE_UNKNOWN')
  })
})

describe('a key', () => {
  it('that nobody has is told apart by the areas’ own answer', async () => {
    const { adapter } = await eleventhStreet({}, { credentials: { apiKey: 'ffffffffffffffffffffffffffffffff' } })
    const failure = await failureOf(adapter.check(calm()))
    expect(failure).toMatchObject({ code: 'ELEVENST_KEY_UNKNOWN', kind: 'setup' })
    expect(failure.nextStep).toContain('180일')
    // The categories answer all the same: they prove nothing.
    expect((await adapter.categories(calm())).length).toBeGreaterThan(10)
  })

  it.each(['키 없음', '', 'ab', 'key\u0000with-control'])('that cannot be one never leaves: %j', async (apiKey) => {
    const { adapter, control } = await eleventhStreet({}, { credentials: { apiKey } })
    expect(await failureOf(adapter.check(calm()))).toMatchObject({ code: 'ELEVENST_KEY_MISSING', kind: 'setup' })
    expect(control.seen().requests).toEqual({})
  })

  it('may be pasted with white space around and within', async () => {
    const { adapter } = await eleventhStreet({}, { credentials: { apiKey: ' 0123456789abcdef\n0123456789abcdef ' } })
    expect((await adapter.check(calm())).account).toBe('10000000')
  })

  it('is asked for by the name that the command line knows', () => {
    expect(eleventhStreetFields.parse({ apiKey: 'x' })).toEqual({ apiKey: 'x' })
    expect(eleventhStreetFields.safeParse({ apiKey: '' }).success).toBe(false)
  })
})

describe('the shapes in which 11st may answer', () => {
  const stock = '<prdStckNo>7</prdStckNo><stckQty>3</stckQty><addPrc>0</addPrc>'
  it.each([
    `<ns2:ProductStock xmlns:ns2="x">${stock}</ns2:ProductStock>`,
    `<ns2:ProductStocks xmlns:ns2="x"><ns2:ProductStock>${stock}</ns2:ProductStock></ns2:ProductStocks>`,
    `<ProductStocks><ProductStocks><prdNo>5</prdNo><ProductStock>${stock}</ProductStock></ProductStocks></ProductStocks>`,
  ])('bring the stock number: %s', async (body) => {
    const client = createEleventhStreetClient({
      http: createEleventhStreetHttp({ baseUrl: await answering(body), unlimited: true }),
      credentials: () => Promise.resolve({ apiKey: '0123456789abcdef0123456789abcdef' }),
    })
    expect(await readStocks(client, '5', calm())).toMatchObject([{ number: '7', stock: 3, sku: null }])
  })

  it.each([
    '<ns2:products xmlns:ns2="x"/>',
    '<Product><message>상품이 없습니다.</message><nResult>0</nResult></Product>',
    message('404', '해당 상품 없음'),
    message('500', '해당 상품의 정보를 찾을 수 없습니다.'),
  ])('say that a code is nobody’s: %s', async (body) => {
    const adapter = await scripted(body)
    expect(await adapter.findBySku('A', { createdAfter: 0 }, calm())).toEqual([])
  })

  it.each([message('500', '알 수 없는 오류'), '<Weather/>', '<ns2:orders xmlns:ns2="x"/>'])(
    'that say nothing of the kind are no proof of it: %s',
    async (body) => {
      const adapter = await scripted(body)
      expect((await failureOf(adapter.findBySku('A', { createdAfter: 0 }, calm()))).kind).not.toBe('unknown')
    },
  )
})

describe('a read that fails', () => {
  it.each(['500', '504', 'html', 'drop', 'truncated', 'empty', 'shape'] as const)(
    'in passing by %s is asked again, and is never unknown',
    async (kind) => {
      const { adapter, control } = await eleventhStreet()
      control.fault({ kind, on: 'places', times: 1 })
      if (kind === 'shape') {
        expect((await failureOf(adapter.places(calm()))).kind).toBe('later')
        return
      }
      expect((await adapter.places(calm())).outbound).toHaveLength(2)
      control.fault({ kind, on: 'places' })
      expect((await failureOf(adapter.places(calm()))).kind).toBe('later')
    },
  )

  it('by the key is not asked again', async () => {
    const { adapter, control } = await eleventhStreet()
    control.fault({ kind: 'key' })
    await failureOf(adapter.places(calm()))
    expect(control.seen().requests).toEqual({ 'GET places': 1 })
  })

  it('stops when nobody waits any more', async () => {
    const { adapter } = await eleventhStreet()
    const work = adapter.check({ signal: AbortSignal.abort() })
    await expect(work).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})

describe('a write that fails', () => {
  it.each([
    ['price', 'GET price'],
    ['stock', 'PUT stock'],
    ['state', 'PUT state'],
  ] as const)('in %s is sent once, whatever its method', async (on, route) => {
    const { adapter, control, create, leafNamed } = await eleventhStreet()
    const { ref } = await create(leafNamed('장우산'))
    for (const [at, kind] of (['500', 'lost', 'html', 'drop'] as const).entries()) {
      control.clearFaults()
      control.resetSeen()
      control.fault({ kind, on })
      const value = 13000 + at * 1000
      const work =
        on === 'price'
          ? adapter.setPrice(ref, [{ sku: 'JT-11-1', value }], { force: false }, calm())
          : on === 'stock'
            ? adapter.setStock(ref, [{ sku: 'JT-11-1', value: value / 1000 }], calm())
            : adapter.stop(ref, calm())
      expect((await failureOf(work)).kind).toBe('unknown')
      expect(control.seen().requests[route]).toBe(1)
    }
  })

  it('to a product that is gone says so', async () => {
    const { adapter, control, create, leafNamed } = await eleventhStreet()
    const { ref } = await create(leafNamed('장우산'))
    control.remove(ref.marketProductId)
    const failures = [
      await failureOf(adapter.setStock(ref, [{ sku: 'JT-11-1', value: 1 }], calm())),
      await failureOf(adapter.stop(ref, calm())),
      await failureOf(adapter.resume(ref, [{ sku: 'JT-11-1', value: 1 }], calm())),
    ]
    expect(failures.map(({ code }) => code)).toEqual(['MARKET_GONE', 'MARKET_GONE', 'MARKET_GONE'])
  })

  it('to a listing that may not be resumed keeps 11st’s words', async () => {
    const { adapter, control, create, leafNamed } = await eleventhStreet()
    const { ref } = await create(leafNamed('장우산'))
    control.change(ref.marketProductId, { state: '108' })
    const failure = await failureOf(adapter.resume(ref, [{ sku: 'JT-11-1', value: 50 }], calm()))
    expect(failure).toMatchObject({ code: 'MARKET_REJECTED', kind: 'rejected' })
    expect(failure.message).toContain('[STAT : 108]')
  })
})

describe('the day’s 500 products', () => {
  it('are counted before they leave, over restarts, and wait for the next day in Korea', async () => {
    const db = tempDatabase()
    const dailyCounter = createDayCount(db, '11st')
    const first = await eleventhStreet({}, { dailyCounter })
    await first.create(first.leafNamed('장우산'))
    expect(dailyCounter.today(first.time.clock.now())).toBe(1)
    for (let more = 1; more < 500; more += 1) dailyCounter.add(first.time.clock.now())

    const second = await eleventhStreet({}, { dailyCounter: createDayCount(db, '11st') })
    const failure = await failureOf(second.create(second.leafNamed('장우산')))
    expect(failure).toMatchObject({ code: 'ELEVENST_DAY_LIMIT', kind: 'later' })
    const now = second.time.clock.now()
    expect(failure.retryAfterMs).toBe(kstDayStart(now) + DAY_MS - now)
    expect(second.control.seen().requests['POST create']).toBeUndefined()
    second.time.pass(DAY_MS)
    await second.create(second.leafNamed('장우산'))
    expect(second.control.products()).toHaveLength(1)
  })

  it('are over when 11st says so, whoever made them, and nothing more is sent that day', async () => {
    const { control, create, leafNamed, time } = await eleventhStreet({ limits: { perSecond: 2, perDay: 1 } })
    await create(leafNamed('장우산'))
    const refused = await failureOf(create(leafNamed('장우산')))
    expect(refused).toMatchObject({ code: 'ELEVENST_DAY_LIMIT', kind: 'later', serviceCode: '400' })
    control.resetSeen()
    await failureOf(create(leafNamed('장우산')))
    expect(control.seen().requests['POST create']).toBeUndefined()
    time.pass(DAY_MS)
    await create(leafNamed('장우산'))
    expect(control.products()).toHaveLength(2)
  })
})

describe('words of a refusal', () => {
  it.each([
    ['교환반품 안내는 반드시 입력하셔야 합니다.', 'fields.other:returnGuide'],
    ['1번째 옵션값1[Black]을 확인 하십시오.', 'options'],
    ['Image URL 의 소스의 Content-Type이 이미지가 아니거나', 'images'],
    ['상품명은 100바이트를 초과하여', 'name'],
    ['판매가는 10원 단위로', 'price'],
    ['출고지 주소 코드를 확인해 주세요.', 'delivery.outboundPlace'],
    ['반품/교환지 주소 코드를 확인해 주세요.', 'delivery.returnPlace'],
    ['상품 조건부 무료인 경우 묶음배송을', 'delivery.fee'],
    ['상품정보제공고시를 입력해 주세요.', 'fields.notice'],
    ['재고수량은 0으로 입력할 수 없습니다.', 'stock'],
  ])('lead to their field: %s', (words, field) => {
    expect(fieldsIn(words)).toEqual([field])
  })

  it('that name nothing lead nowhere', () => {
    expect(fieldsIn('알 수 없는 오류')).toEqual([])
  })

  it('have a sentence and a next step for each code', () => {
    for (const { message: said, nextStep } of Object.values(eleventhStreetErrors)) {
      expect(said).toMatch(/[다요]\.|\{words\}$|\{detail\}$|\{said\}\.$|\)\.$/)
      expect(nextStep).toMatch(/다\.$|시오\.$/)
    }
  })
})
