import { describe, expect, it } from 'vitest'
import type { AccessTokens } from '../../../main/connections/types.ts'
import { createImwebClient } from '../../../main/imweb/client.ts'
import { createHttpClient } from '../../../main/net/http-client.ts'
import { createOpenLimiter } from '../../../main/net/limiter.ts'
import { failCommon } from '../../../shared/errors.ts'
import { type Answer, json, scriptedServer } from '../net/scripted-server.ts'
import { jumpingTime } from '../net/virtual-time.ts'

const page = (data: unknown) => json({ statusCode: 200, data })
const refuse = (status: number, errorCode: unknown, message = '거절') =>
  json({ statusCode: status, error: { errorCode, message } }, status)
const emptyPage = page({ totalCount: 0, totalPage: 0, currentPage: 1, pageSize: 100, list: [] })

const setUp = async (answers: Answer[], unit: string | null = null) => {
  const server = await scriptedServer(...answers)
  const time = jumpingTime()
  const refreshed: string[] = []
  let token = 'token-1'
  const tokens: AccessTokens = {
    current: async () => token,
    afterRejection: async (rejected) => {
      refreshed.push(rejected)
      token = 'token-2'
      return token
    },
  }
  const http = createHttpClient({
    service: 'imweb',
    baseUrl: server.base,
    limiter: createOpenLimiter(time.clock, time.sleep),
    ...time,
    random: () => 0,
  })
  return { server, tokens, refreshed, client: createImwebClient({ http, tokens, unitCode: () => unit }) }
}

const query = { by: 'ordered', from: Date.UTC(2026, 0, 1), until: Date.UTC(2026, 2, 1), page: 3 } as const

describe('reading orders', () => {
  it('sends page, limit 100, both dates as whole seconds with Z, and the token', async () => {
    const { client, server } = await setUp([emptyPage])
    await client.orders(query)
    const url = new URL(server.heard[0]?.url ?? '', server.base)
    expect(url.pathname).toBe('/orders')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      page: '3',
      limit: '100',
      startWtime: '2026-01-01T00:00:00Z',
      endWtime: '2026-03-01T00:00:00Z',
    })
    expect(server.heard[0]?.headers.authorization).toBe('Bearer token-1')
  })

  it('asks by claim time and for the chosen unit', async () => {
    const { client, server } = await setUp([emptyPage], 'u2023x')
    await client.orders({ ...query, by: 'claimed' })
    const url = new URL(server.heard[0]?.url ?? '', server.base)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      unitCode: 'u2023x',
      startCancelRequestTime: '2026-01-01T00:00:00Z',
      endCancelRequestTime: '2026-03-01T00:00:00Z',
    })
    expect(url.searchParams.get('startWtime')).toBe('2025-01-01T00:00:00Z')
    expect(url.searchParams.get('endWtime')).toBe('2026-03-01T00:00:00Z')
  })

  it.each([
    ['an object', { totalCount: 2, totalPage: 1, list: [1, 2] }],
    ['an array that holds it', [{ totalCount: '2', totalPage: '1', list: [1, 2] }]],
  ])('takes data as %s', async (_name, data) => {
    const { client } = await setUp([page(data)])
    expect(await client.orders(query)).toEqual({ rows: [1, 2], totalCount: 2, totalPage: 1 })
  })

  it('knows no counts where Imweb gives none it can read', async () => {
    const { client } = await setUp([page({ totalCount: '많음', totalPage: -1, list: [{}] })])
    expect(await client.orders(query)).toEqual({ rows: [{}], totalCount: null, totalPage: null })
  })
})

describe('a rejected token', () => {
  it.each(['30101', '30102', 30105])('is answered once with a fresh one (%s)', async (code) => {
    const { client, server, refreshed } = await setUp([refuse(401, code), emptyPage])
    expect((await client.orders(query)).rows).toEqual([])
    expect(refreshed).toEqual(['token-1'])
    expect(server.heard.map((call) => call.headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2'])
  })

  it('and not a second time', async () => {
    const { client, server, refreshed } = await setUp([refuse(401, '30101')])
    await expect(client.orders(query)).rejects.toMatchObject({ code: 'IMWEB_30101', serviceCode: '30101' })
    expect([server.heard.length, refreshed.length]).toEqual([2, 1])
  })

  it('passes on what only the operator can heal', async () => {
    const { client, tokens } = await setUp([refuse(401, '30102')])
    tokens.afterRejection = async () => {
      throw failCommon('NOT_FOUND', { values: { what: 'x' } })
    }
    await expect(client.orders(query)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a refusal', () => {
  it.each([
    [refuse(403, '30103'), 'IMWEB_30103', '30103'],
    [refuse(400, 30104), 'IMWEB_30104', '30104'],
    [refuse(403, '30132'), 'IMWEB_30132', '30132'],
    [refuse(400, '77777', '새 규칙'), 'IMWEB_UNKNOWN', '77777'],
    [json({ statusCode: 400, error: { errorCode: '10001', message: 'x' } }, 200), 'IMWEB_10001', '10001'],
  ])('keeps Imweb’s own code, also inside a reply of 200', async (answer, code, serviceCode) => {
    const { client, refreshed } = await setUp([answer])
    await expect(client.orders(query)).rejects.toMatchObject({ code, serviceCode, service: 'imweb' })
    expect(refreshed).toEqual([])
  })
})

describe('a reply nobody documented', () => {
  const odd = [
    '{"statusCode":200,"data":"점검"}',
    '{"statusCode":200}',
    '[]',
    'null',
    '42',
    '{"statusCode":200,"data":{"list":"없음"}}',
    '{"statusCode":200,"data":{"list":[[[]]],"totalPage":-1}}',
  ]

  it.each(odd)('%s is asked for again', async (text) => {
    const { client } = await setUp([json(text), json(text), page({ totalCount: 1, totalPage: 1, list: [{}] })])
    expect((await client.orders(query)).rows).toEqual([{}])
  })

  it.each(odd)('%s is not taken for an empty shop', async (text) => {
    const { client, server } = await setUp([json(text)])
    await expect(client.orders(query)).rejects.toMatchObject({ code: 'IMWEB_BAD_REPLY', retryable: true })
    expect(server.heard).toHaveLength(3)
  })
})

describe('the site', () => {
  it('tells its first order and its units', async () => {
    const { client } = await setUp([
      page({
        siteCode: 'S1',
        firstOrderTime: '2023-05-01T00:00:00.000Z',
        unitList: [{ unitCode: 'u1', name: '본점', currency: 'KRW' }, { name: 'no code' }, null],
      }),
    ])
    expect(await client.siteInfo()).toEqual({
      siteCode: 'S1',
      firstOrderTime: Date.UTC(2023, 4, 1),
      units: [{ unitCode: 'u1', name: '본점', currency: 'KRW' }],
    })
  })

  it.each([null, '', 'soon', '0000-00-00T00:00:00Z'])('may not know its first order: %s', async (firstOrderTime) => {
    const { client } = await setUp([page({ siteCode: 'S1', firstOrderTime })])
    expect((await client.siteInfo()).firstOrderTime).toBeNull()
  })
})
