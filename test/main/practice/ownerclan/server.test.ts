import { describe, expect, it, onTestFinished } from 'vitest'
import { type PracticeOwnerclanOptions, startPracticeOwnerclan } from '../../../../main/practice/ownerclan/index.ts'

const started = async (options: PracticeOwnerclanOptions = {}) => {
  const practice = await startPracticeOwnerclan({
    ...options,
    catalogue: { size: 300, extremes: false, arrivalEveryMs: 0 },
  })
  onTestFinished(() => practice.close())
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const reply = await fetch(practice.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    return { status: reply.status, text: (await reply.text()).replace('\uFEFF', '') }
  }
  const login = { service: 'ownerclan', userType: 'seller', ...practice.credentials }
  const { text: token } = await post('/auth', login)
  const ask = async (query: string, variables = {}) => {
    const { status, text } = await post('/v1/graphql', { query, variables }, { authorization: `Bearer ${token}` })
    return { status, body: JSON.parse(text) }
  }
  return { practice, post, login, ask, token }
}
const words = (body: { errors?: { message: string }[] }) => body.errors?.[0]?.message ?? ''

describe('login', () => {
  it('answers a JWT as plain text', async () => {
    const { token } = await started()
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    const { iat, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    expect(exp - iat).toBe(30 * 86_400)
  })

  it.each([{ password: 'x' }, { username: 'x' }, { service: 'x' }, { userType: 'vendor' }, { password: undefined }])(
    'refuses %j with 401',
    async (wrong) => {
      const { post, login } = await started()
      expect((await post('/auth', { ...login, ...wrong })).status).toBe(401)
    },
  )

  it('guards the API: no token, a foreign one, an old one', async () => {
    const { practice, post, token } = await started()
    const query = { query: '{ allCategories(first: 1) { pageInfo { hasNextPage } } }' }
    const status = async (authorization?: string) =>
      (await post('/v1/graphql', query, authorization === undefined ? {} : { authorization })).status
    expect(await status(`Bearer ${token}`)).toBe(200)
    expect(await status()).toBe(401)
    expect(await status(`Bearer ${token}x`)).toBe(401)
    practice.control.expireTokens()
    expect(await status(`Bearer ${token}`)).toBe(401)
  })
})

describe('GraphQL', () => {
  it.each([
    ['{ allItems(first: 1) { edges { node { stock } } } }', 'Cannot query field "stock" on type "Item".'],
    ['{ allItems(first: 1) { edges { node { sellerOnlyContent } } } }', 'Cannot query field "sellerOnlyContent"'],
    ['{ items(keys: ["W000001"]) { key } }', 'Cannot query field "items" on type "Query".'],
    ['{ allItems(first: 1001) { pageInfo { hasNextPage } } }', 'first must be between'],
    ['{ allItems(page: 1) { pageInfo { hasNextPage } } }', 'Unknown argument "page"'],
    ['{ allItems(first: "1") { pageInfo { hasNextPage } } }', 'got invalid value'],
    ['{ allItems(first: 1, status: sold_out) { pageInfo { hasNextPage } } }', 'got invalid value'],
    ['{ allItems(first: 1) { edges { node { images } } } }', 'argument "size"'],
    ['{ allItems(first: 1) { edges { node { metadata { vendorKey } } } } }', 'must not have a selection'],
    ['{ allItems(first: 1) }', 'must have a selection'],
    ['{ allItems(first: 1) { pageInfo { hasNextPage } }', 'Syntax Error'],
    ['query Q($a: Int) { allItems(first: $b) { pageInfo { hasNextPage } } }', 'is not defined'],
    ['query Q($from: Timestamp!) { allItems(dateFrom: $from) { pageInfo { hasNextPage } } }', 'was not provided'],
    ['query Q($a: String) { allItems(first: $a) { pageInfo { hasNextPage } } }', 'used in position'],
    ['{ itemHistories(first: 1, dateFrom: 0) { edges { node { kind } } } }', '3 months'],
    ['mutation { createOrder }', 'Mutations'],
  ])('refuses %s with 400', async (query, message) => {
    const { ask } = await started()
    const { status, body } = await ask(query)
    expect(status).toBe(400)
    expect(words(body)).toContain(message)
  })

  it('refuses a window of history of more than 7 days', async () => {
    const { ask } = await started()
    const query =
      'query H($from: Timestamp!, $to: Timestamp!) { itemHistories(first: 1, dateFrom: $from, dateTo: $to) { edges { node { kind } } } }'
    const to = Date.now()
    expect((await ask(query, { from: to - 7 * 86_400_000, to })).status).toBe(200)
    expect(words((await ask(query, { from: to - 7 * 86_400_000 - 1, to })).body)).toMatch(/7 days/)
  })

  it('answers only what was asked for, under the names that were asked for', async () => {
    const { ask } = await started()
    const { body } = await ask('{ one: item(key: "W000001") { id: key options { quantity } } }')
    expect(Object.keys(body.data.one)).toEqual(['id', 'options'])
    expect(body.data.one.id).toBe('W000001')
    expect(Object.keys(body.data.one.options[0])).toEqual(['quantity'])
  })
})

describe('its limits', () => {
  it('says "Too many requests." under 200 at first, then 502 with Retry-After', async () => {
    const { practice, post, token } = await started({ limits: { perMinute: 3, blockMs: 60_000 } })
    const call = () =>
      post(
        '/v1/graphql',
        { query: '{ allCategories(first: 1) { pageInfo { hasNextPage } } }' },
        { authorization: `Bearer ${token}` },
      )
    for (let i = 0; i < 3; i += 1) expect((await call()).status).toBe(200)
    expect(await call()).toMatchObject({ status: 200, text: expect.stringContaining('Too many requests.') })
    expect((await call()).status).toBe(502)
    practice.control.advance(60_001)
    expect((await call()).text).toContain('data')
  })
})
