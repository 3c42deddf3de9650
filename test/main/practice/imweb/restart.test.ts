import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { approveByHttp, type PracticeImwebOptions, startPracticeImweb } from '../../../../main/practice/imweb/index.ts'
import { tempFolder } from '../../../support/temp.ts'
import {
  authorizeUrl,
  exchangeFields,
  get,
  handClock,
  orderPage,
  postToken,
  practiceImweb,
  refreshFields,
} from './support.ts'

/** Starts again on the same state, as after a kill: the first server is never told to save. */
const again = (stateFile: string, options: PracticeImwebOptions = {}) => practiceImweb({ stateFile, ...options })

describe('a practice Imweb that was killed', () => {
  it('comes back with the same credentials, tokens, codes and link', async () => {
    const stateFile = join(tempFolder('practice'), 'imweb.json')
    const first = await again(stateFile)
    const code = new URL(await approveByHttp(authorizeUrl(first))).searchParams.get('code') ?? ''
    const tokens = first.control.issueTokens()
    const spent = first.control.issueTokens()
    await postToken(first, refreshFields(first, spent.refreshToken))

    const second = await again(stateFile)
    expect(second.credentials).toEqual(first.credentials)
    expect(second.control.linkState()).toBe('linked')
    await orderPage(second, tokens.accessToken)
    expect((await postToken(second, refreshFields(second, tokens.refreshToken))).status).toBe(200)
    expect((await postToken(second, refreshFields(second, spent.refreshToken))).body.error?.errorCode).toBe('30170')
    expect((await postToken(second, exchangeFields(second, code))).status).toBe(200)
    const third = await again(stateFile)
    expect((await postToken(third, exchangeFields(third, code))).body.error?.errorCode).toBe('30124')
  })

  it('keeps no token in its file', async () => {
    const stateFile = join(tempFolder('practice'), 'imweb.json')
    const practice = await again(stateFile)
    const { accessToken, refreshToken } = practice.control.issueTokens()
    const code = new URL(await approveByHttp(authorizeUrl(practice))).searchParams.get('code') ?? 'none'
    const saved = readFileSync(stateFile, 'utf8')
    for (const secret of [accessToken, refreshToken, code]) expect(saved).not.toContain(secret)
  })

  it('serves the same orders, with those added and changed by hand', async () => {
    const stateFile = join(tempFolder('practice'), 'imweb.json')
    const clock = handClock()
    const first = await again(stateFile, { clock })
    const added = first.control.addOrder({ ordererName: '손님' })
    const unpaid = [...first.truth()].find((order) => order.payments?.[0]?.paymentStatus === 'PAYMENT_OVERDUE')
    if (!unpaid) throw new Error('no unpaid order')
    first.control.changeOrder(unpaid.orderNo, 'pay')
    const before = JSON.stringify([...first.truth()])
    clock.advance(86_400_000)
    const second = await again(stateFile, { clock })
    expect(JSON.stringify([...second.truth()])).toBe(before)
    expect(second.control.order(added.orderNo)?.ordererName).toBe('손님')
    expect(second.control.order(unpaid.orderNo)?.payments?.[0]?.paymentStatus).toBe('PAYMENT_COMPLETE')
  })

  it('loses no order that had arrived, and none arrives while it is away', async () => {
    const stateFile = join(tempFolder('practice'), 'imweb.json')
    const clock = handClock()
    const options = { clock, orders: 10, arrivalEveryMs: 1000 }
    const first = await again(stateFile, options)
    clock.advance(30_000)
    const numbers = (practice: typeof first) =>
      [...practice.truth({ includePending: true })].map((order) => order.orderNo)
    const before = numbers(first)
    expect(before).toHaveLength(40)

    clock.advance(86_400_000)
    const second = await again(stateFile, options)
    const after = numbers(second)
    expect(after.slice(-40)).toEqual(before)
    expect(after.length).toBeLessThanOrEqual(45)
    clock.advance(10_000)
    expect(numbers(second)).toHaveLength(after.length + 10)
    const times = [...second.truth()].map((order) => Date.parse(order.wtime))
    expect(times).toEqual(times.toSorted((a, b) => b - a))

    const third = await again(stateFile, { ...options, arrivalEveryMs: 0 })
    expect(numbers(third).slice(-40)).toEqual(before)
    expect(new Set(numbers(third)).size).toBe(numbers(third).length)
  })

  it('is a new shop with the old tokens when another number of orders is asked for', async () => {
    const stateFile = join(tempFolder('practice'), 'imweb.json')
    const { accessToken } = (await again(stateFile)).control.issueTokens()
    const second = await again(stateFile, { orders: 30 })
    expect((await orderPage(second, accessToken)).totalCount).toBe([...second.truth()].length)
    expect([...second.truth({ includePending: true })]).toHaveLength(30)
  })

  it.each(['', '{', 'null', '{"version":9}', '{"version":1,"auth":{}}'])(
    'sets an unreadable state aside: %s',
    async (text) => {
      const folder = tempFolder('practice')
      writeFileSync(join(folder, 'imweb.json'), text)
      const practice = await again(join(folder, 'imweb.json'))
      expect((await get(practice, '/site-info')).status).toBe(401)
      expect(readFileSync(join(folder, 'imweb.json.unreadable'), 'utf8')).toBe(text)
      expect(readdirSync(folder).sort()).toEqual(['imweb.json', 'imweb.json.unreadable'])
    },
  )
})

describe('the port', () => {
  it('is the preferred one when free, else another', async () => {
    const first = await startPracticeImweb({ orders: 1 })
    const second = await practiceImweb({ port: first.port })
    expect(second.port).not.toBe(first.port)
    await first.close()
    const third = await practiceImweb({ port: first.port })
    expect(third.port).toBe(first.port)
  })
})
