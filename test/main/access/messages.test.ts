import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { postAlimtalk } from '../../../main/access/messages/alimtalk.ts'
import { checkedAlimtalk, checkedMail, defaultAlimtalk, defaultMail } from '../../../main/access/messages/settings.ts'
import { smtpFailure } from '../../../main/access/messages/smtp.ts'
import { escapeHtml, renderMail, sampleFacts } from '../../../main/access/messages/template.ts'
import type { MailSettings } from '../../../shared/contract/access.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { accessRig, orderOf } from './rig.ts'

interface Post {
  to: string[]
  from: string
  data: string
}

/** A mail server on loopback that keeps what it is given. */
async function postOffice(more: SMTPServerOptions = {}) {
  const mails: Post[] = []
  const server = new SMTPServer({
    authOptional: false,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    onAuth: (auth, _session, done) =>
      auth.password === 'app-password'
        ? done(null, { user: auth.username })
        : done(Object.assign(new Error('Authentication failed'), { responseCode: 535 })),
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { rcptTo, mailFrom } = session.envelope
        mails.push({
          to: rcptTo.map(({ address }) => address),
          from: mailFrom === false ? '' : mailFrom.address,
          data: Buffer.concat(parts).toString(),
        })
        done()
      })
    },
    ...more,
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { mails, port: (server.server.address() as AddressInfo).port }
}

const settingsFor = (port: number, more: Partial<MailSettings> = {}): MailSettings => ({
  ...defaultMail,
  onGrant: true,
  onRevoke: true,
  preset: 'custom',
  host: '127.0.0.1',
  port,
  secure: false,
  username: 'shop@example.kr',
  fromName: '연습 상점',
  fromAddress: 'shop@example.kr',
  ...more,
})

const plain = (data: string): string => {
  const [, headers = '', body = ''] = /(Content-Type: text\/plain[\s\S]*?)\r\n\r\n([\s\S]*?)\r\n--/.exec(data) ?? []
  return /base64/i.test(headers) ? Buffer.from(body, 'base64').toString() : body
}

describe('messages to buyers', () => {
  it('are off by default', async () => {
    const { save, connect, sync, handlers } = await accessRig()
    await connect()
    await sync()
    save(orderOf(1, 1))
    await sync()
    expect((await handlers['access.messages']({ unmask: false, limit: 10 })).items).toEqual([])
    expect(await handlers['access.mail']({})).toMatchObject({ hasPassword: false, settings: { onGrant: false } })
  })

  it('go out when the app took the event: once on grant, once on revoke, and not for the history', async () => {
    const { mails, port } = await postOffice()
    const { save, connect, sync, handlers, granted } = await accessRig()
    save(orderOf(1, 1))
    await handlers['access.saveMail']({ settings: settingsFor(port), password: 'app-password' })
    await connect()
    await sync()
    expect(mails).toEqual([])
    save(orderOf(2, 2))
    await sync()
    save(orderOf(3, 2, { products: ['200'] }))
    await sync()
    const buyers = await granted()
    for (const buyerId of buyers) await handlers['access.resend']({ buyerId })
    await sync()
    save(orderOf(2, 2, { status: 'REFUND_COMPLETE' }), orderOf(3, 2, { status: 'REFUND_COMPLETE' }))
    await sync()
    expect(mails.map(({ to }) => to)).toEqual([['buyer2@example.kr'], ['buyer2@example.kr']])
    expect(mails[0]?.from).toBe('shop@example.kr')
    expect(mails[0]?.data).toContain('Auto-Submitted: auto-generated')
    const { items } = await handlers['access.messages']({ unmask: false, limit: 10 })
    expect(items.map(({ type, state, to }) => [type, state, to])).toEqual([
      ['buyer.revoked', 'sent', 'bu***@example.kr'],
      ['buyer.granted', 'sent', 'bu***@example.kr'],
    ])
    expect((await handlers['access.mail']({})).sentToday).toBe(2)
  })

  it('say in plain text what the event says', async () => {
    const { mails, port } = await postOffice()
    const { save, connect, sync, handlers } = await accessRig()
    await handlers['access.saveMail']({ settings: settingsFor(port), password: 'app-password' })
    await connect()
    await sync()
    save(orderOf(1, 1))
    await sync()
    expect(plain(mails[0]?.data ?? '')).toContain('구매자1님')
    expect(plain(mails[0]?.data ?? '')).toContain('202601100000001')
  })

  it('stop at the day’s limit and go on the next day', async () => {
    const { mails, port } = await postOffice()
    const { save, connect, sync, handlers, clock } = await accessRig()
    await handlers['access.saveMail']({ settings: settingsFor(port, { dailyLimit: 2 }), password: 'app-password' })
    await connect()
    await sync()
    for (let n = 1; n <= 3; n += 1) save(orderOf(n, n))
    await sync()
    expect(mails).toHaveLength(2)
    clock.push(DAY_MS)
    await sync()
    expect(mails).toHaveLength(3)
  })

  it('show a bounce with the server’s words and do not try it again', async () => {
    const { mails, port } = await postOffice({
      onRcptTo: ({ address }, _session, done) =>
        address.startsWith('buyer1@')
          ? done(Object.assign(new Error('5.1.1 User unknown'), { responseCode: 550 }))
          : done(),
    })
    const { save, connect, sync, handlers } = await accessRig()
    await handlers['access.saveMail']({ settings: settingsFor(port), password: 'app-password' })
    await connect()
    await sync()
    save(orderOf(1, 1), orderOf(2, 2))
    await sync()
    await sync()
    const { items } = await handlers['access.messages']({ state: 'failed', unmask: false, limit: 10 })
    expect(items).toMatchObject([{ state: 'failed', error: { code: 'MAIL_BOUNCED', serviceCode: '550' } }])
    expect(items[0]?.error?.message).toContain('User unknown')
    expect(mails).toHaveLength(1)
  })

  it('wait when the account is refused, and go out after it was mended', async () => {
    const { mails, port } = await postOffice()
    const { save, connect, sync, handlers, service } = await accessRig()
    await handlers['access.saveMail']({ settings: settingsFor(port), password: 'wrong' })
    await connect()
    await sync()
    service.open()
    save(orderOf(1, 1))
    await sync()
    const { items } = await handlers['access.messages']({ unmask: false, limit: 10 })
    expect(items).toMatchObject([{ state: 'queued', error: { code: 'MAIL_LOGIN' } }])
    await handlers['access.saveMail']({ settings: settingsFor(port), password: 'app-password' })
    await handlers['access.retryMessage']({ messageId: items[0]?.messageId ?? '' })
    await expect.poll(() => mails.length, { timeout: 5000 }).toBe(1)
  })

  it('are never sent twice when the program ended while one was handed over', async () => {
    const { port } = await postOffice()
    const { save, connect, sync, handlers, db, make } = await accessRig()
    await handlers['access.saveMail']({ settings: settingsFor(port), password: 'app-password' })
    await connect()
    await sync()
    save(orderOf(1, 1))
    await sync()
    db.prepare(`update access_message set state = 'sending'`).run()
    const again = make()
    const { items } = await again.handlers['access.messages']({ unmask: false, limit: 10 })
    expect(items).toMatchObject([{ state: 'unknown', error: { code: 'MESSAGE_UNKNOWN' } }])
    await again.close()
  })

  it('skip a buyer without an address and say so', async () => {
    const { port } = await postOffice()
    const { save, connect, sync, handlers } = await accessRig()
    await handlers['access.saveMail']({ settings: settingsFor(port), password: 'app-password' })
    await connect()
    await sync()
    save({ ...orderOf(1, 1), ordererEmail: null })
    await sync()
    expect((await handlers['access.messages']({ unmask: false, limit: 10 })).items).toMatchObject([
      { state: 'skipped', error: { code: 'MESSAGE_NO_ADDRESS' } },
    ])
  })

  it('can be tried with a test to oneself', async () => {
    const { mails, port } = await postOffice()
    const { handlers } = await accessRig()
    const test = () => handlers['access.testMail']({ to: 'me@example.kr', which: 'grant' })
    await handlers['access.saveMail']({ settings: settingsFor(port) })
    await expect(test()).rejects.toMatchObject({ code: 'MAIL_PASSWORD_MISSING' })
    await handlers['access.saveMail']({ settings: settingsFor(port), password: 'wrong' })
    await expect(test()).rejects.toMatchObject({ code: 'MAIL_LOGIN' })
    await handlers['access.saveMail']({ settings: settingsFor(port), password: 'app-password' })
    expect((await test()).response).toContain('250')
    expect(mails.map(({ to }) => to)).toEqual([['me@example.kr']])
    await handlers['access.saveMail']({ settings: settingsFor(9), password: 'app-password' })
    await expect(test()).rejects.toMatchObject({ code: 'MAIL_UNREACHABLE' })
    await handlers['access.saveMail']({ settings: settingsFor(port, { secure: true }) })
    await expect(test()).rejects.toMatchObject({ code: expect.stringMatching(/MAIL_(TLS|UNREACHABLE)/) })
  })

  it('go to an 알림톡 relay as JSON, once', async () => {
    const posts: { authorization: string | undefined; body: Record<string, unknown> }[] = []
    let status = 503
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      posts.push({ authorization: request.headers.authorization, body: JSON.parse(Buffer.concat(parts).toString()) })
      response.statusCode = status
      status = 200
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`
    const { save, connect, sync, handlers, clock } = await accessRig()
    const settings = { ...defaultAlimtalk, onGrant: true, url, grantTemplate: 'T1' }
    await handlers['access.saveAlimtalk']({ settings, key: 'k' })
    await connect()
    await sync()
    save(orderOf(1, 1))
    await sync()
    clock.push(60_000)
    await sync()
    await sync()
    expect(posts).toHaveLength(2)
    expect(posts[1]).toMatchObject({
      authorization: 'Bearer k',
      body: { to: '01012340001', templateCode: 'T1', variables: { 이름: '구매자1' } },
    })
    expect(posts[0]?.body.id).toBe(posts[1]?.body.id)
  })
})

describe('the 알림톡 relay', () => {
  it.each([
    [400, 'ALIMTALK_REFUSED'],
    [500, 'ALIMTALK_FAILED'],
    [429, 'ALIMTALK_FAILED'],
  ])('%i is %s', async (status, code) => {
    const server = createServer((_, response) => response.writeHead(status).end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const message = { messageId: 'm', to: '010-1234-5678', which: 'grant' as const, values: sampleFacts.values }
    await expect(postAlimtalk({ ...defaultAlimtalk, url }, '', message)).rejects.toMatchObject({ code })
  })
})

describe('templates and settings', () => {
  it('escape everything in the HTML part and keep the subject one line', () => {
    const values = { ...sampleFacts.values, 이름: '<b onclick="x">&', 상품: '머그\r\nBcc: all@example.kr' }
    const mail = renderMail({ ...defaultMail, beyondOrder: false }, 'grant', values)
    expect(mail.html).not.toContain('<b onclick')
    expect(mail.html).toContain(escapeHtml('<b onclick="x">&'))
    expect(mail.subject).not.toMatch(/[\r\n]/)
    expect(mail.text).toContain('<b onclick="x">&')
  })

  it('mark what is more than about the order, and want consent and a way out for it', () => {
    const beyond = settingsFor(25, { beyondOrder: true })
    expect(() => checkedMail(beyond)).toThrow(/수신 동의/)
    const whole = checkedMail({ ...beyond, consentText: '동의하신 분께', unsubscribeLine: '거부: shop@example.kr' })
    const mail = renderMail(whole, 'grant', sampleFacts.values)
    expect(mail.subject).toMatch(/^\(광고\) /)
    expect(mail.text).toContain('거부: shop@example.kr')
  })

  it('fill the presets in and refuse what could start another header', () => {
    expect(checkedMail({ ...settingsFor(1), preset: 'naver' })).toMatchObject({
      host: 'smtp.naver.com',
      port: 465,
      secure: true,
    })
    expect(() => checkedMail(settingsFor(25, { fromName: 'a\r\nBcc: x' }))).toThrow(/한 줄/)
    expect(() => checkedMail(settingsFor(25, { fromAddress: 'nobody' }))).toThrow(/보내는 메일 주소/)
    expect(() => checkedMail(settingsFor(25, { username: '' }))).toThrow(/아이디/)
    expect(() => checkedMail(settingsFor(25, { host: 'a b' }))).toThrow(/서버 이름/)
  })

  it('want https for 알림톡', () => {
    const on = { ...defaultAlimtalk, onGrant: true, grantTemplate: 'T' }
    expect(() => checkedAlimtalk({ ...on, url: 'http://relay.example.kr' })).toThrow(/https/)
    expect(() => checkedAlimtalk({ ...on, url: 'https://relay.example.kr', grantTemplate: '' })).toThrow(/템플릿/)
    expect(checkedAlimtalk({ ...on, url: 'https://relay.example.kr' }).onGrant).toBe(true)
  })

  it.each([
    [{ responseCode: 550, response: '550 no' }, 'MAIL_BOUNCED'],
    [{ responseCode: 451, response: '451 later' }, 'MAIL_DEFERRED'],
    [{ code: 'EAUTH', responseCode: 535 }, 'MAIL_LOGIN'],
    [{ code: 'ECONNECTION' }, 'MAIL_UNREACHABLE'],
    [{ code: 'ETLS' }, 'MAIL_TLS'],
  ])('%j is %s', (error, code) => {
    expect(smtpFailure(error).code).toBe(code)
  })
})
