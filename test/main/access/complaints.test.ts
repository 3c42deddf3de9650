import { describe, expect, it } from 'vitest'
import { verdictOfFailure } from '../../../main/access/verdict.ts'
import { failNet } from '../../../main/net/errors.ts'
import { accessRig, orderOf } from './rig.ts'

const coded = (code: string) => expect.objectContaining({ code })

describe('what the app complained of', () => {
  it('names the first refused events with the head of the answer', async () => {
    const { save, connect, sync, app, db } = await accessRig()
    save(...Array.from({ length: 25 }, (_, n) => orderOf(n, n)))
    await connect()
    app.control.fault({ kind: 'status', status: 422 })
    const done = await sync()
    expect(done).toMatchObject({ sent: 25, rejected: 25, pending: 0, problem: null, until: null })
    expect(done.rejections).toHaveLength(20)
    const ids = db.prepare('select event_id from access_event').pluck().all()
    for (const { eventId, buyerId, status, body } of done.rejections) {
      expect(ids).toContain(eventId)
      expect(buyerId).toMatch(/^b/)
      expect({ status, body }).toEqual({ status: 422, body: '{"error":"as told"}' })
    }
    expect((await sync()).rejections).toEqual([])
  })

  it('stays with the connection until what was refused is accepted', async () => {
    const { save, connect, sync, app, service, handlers, told } = await accessRig()
    const shown = () => service.connection.view().problem
    save(orderOf(1, 1), orderOf(2, 2))
    await connect()
    app.control.fault({ kind: 'status', status: 422, times: 2 })
    await sync()
    expect(service.connection.view().state).toBe('connected')
    expect(shown()).toMatchObject({ code: 'ACCESS_REJECTED', message: expect.stringMatching(/2건.*422/) })
    const announced = told.filter(({ name }) => name === 'connection.changed').at(-1)?.payload
    expect(announced).toMatchObject({ problem: { code: 'ACCESS_REJECTED' } })
    // Others are accepted meanwhile: that mends nothing.
    save(orderOf(3, 3))
    await sync()
    expect(shown()).toMatchObject({ message: expect.stringContaining('2건') })
    await handlers['access.retry']({ all: true })
    await sync()
    expect(shown()).toBeNull()
    expect(told.filter(({ name }) => name === 'connection.changed').at(-1)?.payload).toMatchObject({ problem: null })
  })

  it('is over where a later event of the same buyer takes the place', async () => {
    const { save, connect, sync, app, service } = await accessRig()
    save(orderOf(1, 1))
    await connect()
    app.control.fault({ kind: 'status', status: 422, times: 1 })
    await sync()
    expect(service.connection.view().problem).toMatchObject({ code: 'ACCESS_REJECTED' })
    save(orderOf(2, 1, { products: ['2'] }))
    expect(service.connection.view().problem).toBeNull()
  })

  it('says of one resent event why it waits and until when', async () => {
    const { save, connect, sync, app, handlers, granted } = await accessRig()
    save(orderOf(1, 1), orderOf(2, 2))
    await connect()
    await sync()
    const [buyerId = ''] = await granted()
    app.control.fault({ kind: 'too-many', retryAfterSeconds: 600 })
    await handlers['access.resend']({ buyerId })
    const waiting = await handlers['access.resend']({ buyerId })
    expect(waiting).toMatchObject({ sent: 0, accepted: 0, pending: 1, problem: coded('ACCESS_BUSY') })
    expect(Number(waiting.until) - Date.now()).toBeGreaterThan(590_000)
  })

  it('says so as well where only this event fails', async () => {
    const { save, connect, app, handlers, granted } = await accessRig()
    save(orderOf(1, 1))
    await connect()
    const [buyerId = ''] = await granted()
    app.control.fault({ kind: 'status', status: 500 })
    const waiting = await handlers['access.resend']({ buyerId })
    expect(waiting).toMatchObject({ accepted: 0, pending: 1, problem: coded('ACCESS_SERVER') })
    expect(waiting.until).not.toBeNull()
  })

  it('of an answer without end says what an app can mend', () => {
    const verdict = verdictOfFailure(failNet('NET_TOO_LARGE', { values: { service: '구매자 앱', limit: '64KB' } }))
    expect(verdict).toMatchObject({ kind: 'retry', error: { code: 'ACCESS_ANSWER_TOO_LARGE' } })
    expect(verdict.kind === 'retry' && verdict.error.nextStep).toContain('204')
  })
})

describe('the address of the app', () => {
  it('may be written in capitals', async () => {
    const { handlers, app } = await accessRig()
    const url = app.credentials.url.replace('http://', 'HTTP://')
    const { endpoint } = await handlers['access.connect']({ url, secret: app.credentials.secret })
    expect(endpoint.url).toBe(app.credentials.url)
  })

  it('with a blank inside is refused for the blank', async () => {
    const { handlers } = await accessRig()
    await expect(handlers['access.connect']({ url: 'https://app.example.kr/hook?a=b c' })).rejects.toMatchObject({
      code: 'ACCESS_URL_BAD',
      message: expect.stringContaining('빈칸'),
    })
  })
})
