import { onTestFinished } from 'vitest'
import {
  type ImwebOrder,
  type PracticeImweb,
  type PracticeImwebOptions,
  startPracticeImweb,
} from '../../../../main/practice/imweb/index.ts'

/** A clock that moves only when told. */
export const handClock = (at = Date.UTC(2026, 10, 20, 3)) => {
  let now = at
  return {
    now: () => now,
    advance(ms: number) {
      now += ms
    },
  }
}

/** A practice Imweb of this test's own: 300 orders, standing still, no limiter, a clock in the hand. */
export async function practiceImweb(options: PracticeImwebOptions = {}): Promise<PracticeImweb> {
  const practice = await startPracticeImweb({
    orders: 300,
    arrivalEveryMs: 0,
    limits: null,
    clock: handClock(),
    ...options,
  })
  onTestFinished(() => practice.close())
  return practice
}

export const authorizeUrl = (practice: PracticeImweb, changes: Record<string, string | undefined> = {}): string => {
  const { clientId, siteCode, redirectUri } = practice.credentials
  const wanted = {
    responseType: 'code',
    clientId,
    redirectUri,
    scope: 'site-info:write order:read',
    state: 'st',
    siteCode,
    ...changes,
  }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(wanted)) if (value !== undefined) query.set(name, value)
  return `${practice.url}/oauth2/authorize?${query}`
}

export interface Answer {
  status: number
  headers: Headers
  text: string
  body: {
    statusCode?: number
    errorCode?: string
    error?: { errorCode: string | number; message: string; data?: unknown }
    data?: Record<string, unknown>
  }
}

const answerOf = async (response: Response): Promise<Answer> => {
  const text = await response.text()
  let body = {}
  try {
    body = JSON.parse(text)
  } catch {}
  return { status: response.status, headers: response.headers, text, body }
}

export const get = async (
  practice: PracticeImweb,
  path: string,
  token?: string,
  init: RequestInit = {},
): Promise<Answer> =>
  answerOf(
    await fetch(`${practice.url}${path}`, {
      ...init,
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...init.headers },
    }),
  )

export const patch = (practice: PracticeImweb, path: string, token: string): Promise<Answer> =>
  get(practice, path, token, { method: 'PATCH' })

export const postToken = (
  practice: PracticeImweb,
  fields: Record<string, string>,
  init: RequestInit = {},
): Promise<Answer> =>
  get(practice, '/oauth2/token', undefined, { method: 'POST', body: new URLSearchParams(fields), ...init })

export const exchangeFields = (practice: PracticeImweb, code: string): Record<string, string> => {
  const { clientId, clientSecret, redirectUri } = practice.credentials
  return { grantType: 'authorization_code', clientId, clientSecret, redirectUri, code }
}

export const refreshFields = (practice: PracticeImweb, refreshToken: string): Record<string, string> => {
  const { clientId, clientSecret } = practice.credentials
  return { grantType: 'refresh_token', clientId, clientSecret, refreshToken }
}

export interface OrderPage {
  totalCount: number
  totalPage: number
  currentPage: number
  pageSize: number
  list: ImwebOrder[]
}

export async function orderPage(
  practice: PracticeImweb,
  token: string,
  query: Record<string, string | number> = {},
): Promise<OrderPage> {
  const search = new URLSearchParams(
    Object.entries({ page: 1, limit: 100, ...query }).map(([name, value]) => [name, String(value)]),
  )
  const answer = await get(practice, `/orders?${search}`, token)
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  return answer.body.data as unknown as OrderPage
}

/** Every page of a query. */
export async function allPages(
  practice: PracticeImweb,
  token: string,
  query: Record<string, string | number> = {},
): Promise<ImwebOrder[]> {
  const rows: ImwebOrder[] = []
  for (let page = 1; ; page++) {
    const got = await orderPage(practice, token, { ...query, page })
    rows.push(...got.list)
    if (page >= got.totalPage) return rows
  }
}
