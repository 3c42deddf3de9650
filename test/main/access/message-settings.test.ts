import { describe, expect, it } from 'vitest'
import { checkedAlimtalk, checkedMail, defaultAlimtalk, defaultMail } from '../../../main/access/messages/settings.ts'

const mail = {
  ...defaultMail,
  onGrant: true,
  preset: 'naver' as const,
  username: 'shop',
  fromAddress: 'shop@example.com',
}
const talk = { ...defaultAlimtalk, onGrant: true, url: 'https://relay.example.com/send', grantTemplate: 'T1' }

describe('what may be stored of messages to buyers', () => {
  it('is a complete mail account, with the preset’s own server', () => {
    expect(checkedMail(mail).host).toBe('smtp.naver.com')
    expect(checkedMail({ ...mail, onGrant: false, username: '', fromAddress: '' }).onGrant).toBe(false)
  })

  it.each([
    ['a second line in the sender’s name, which would be a header', { fromName: '상점\r\nBcc: all@example.com' }],
    ['no address to send from', { fromAddress: '' }],
    ['no account', { username: '' }],
    ['a server that is no name', { preset: 'custom' as const, host: 'smtp.example.com/x' }],
    ['advertising without consent and a way out', { beyondOrder: true, consentText: '', unsubscribeLine: '' }],
  ])('is not %s', (_what, changes) => {
    expect(() => checkedMail({ ...mail, ...changes })).toThrow(expect.objectContaining({ code: 'MAIL_SETTINGS' }))
  })

  it.each([
    ['a relay over plain http', { url: 'http://relay.example.com/send' }],
    ['an account in the address', { url: 'https://user:word@relay.example.com/send' }],
    ['no template', { grantTemplate: '' }],
  ])('is not %s', (_what, changes) => {
    expect(() => checkedAlimtalk({ ...talk, ...changes })).toThrow(
      expect.objectContaining({ code: 'ALIMTALK_SETTINGS' }),
    )
    expect(checkedAlimtalk(talk)).toEqual(talk)
  })
})
