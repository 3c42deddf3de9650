import { describe, expect, it } from 'vitest'
import { externalAddress, listingAddress } from '../../../main/shell/browser.ts'

describe('what is opened in the browser', () => {
  it('is the consent page and the help pages of the services', () => {
    const consent = 'https://openapi.imweb.me/oauth2/authorize?clientId=a&state=b'
    expect(externalAddress(consent, false)).toBe(consent)
    expect(externalAddress('https://developers.imweb.me/', false)).toBe('https://developers.imweb.me/')
  })

  it('is the practice shop on this computer, while the services are local', () => {
    expect(externalAddress('http://127.0.0.1:47900/oauth2/authorize?x=1', true)).toContain('127.0.0.1:47900')
    expect(externalAddress('http://localhost:9001/', true)).toBe('http://localhost:9001/')
  })

  it('is a listing where its market shows it to buyers', () => {
    for (const page of [
      'https://www.coupang.com/vp/products/1',
      'https://smartstore.naver.com/solbaram/products/2',
      'https://brand.naver.com/solbaram/products/3',
      'https://www.11st.co.kr/products/4',
    ]) {
      expect(listingAddress(page)).toBe(page)
    }
    for (const other of [
      'http://www.coupang.com/vp/products/1',
      'https://www.coupang.com:8443/1',
      'https://www.coupang.com@evil.example/1',
      'https://a:b@www.11st.co.kr/1',
      'https://www.11st.co.kr.evil.example/1',
      'https://naver.com/1',
      'javascript:alert(1)',
      'http://127.0.0.1/1',
      '',
    ]) {
      expect(() => listingAddress(other)).toThrow(expect.objectContaining({ code: 'BROWSER_ADDRESS_REFUSED' }))
    }
  })

  it.each([
    ['http://127.0.0.1:47900/', false],
    ['http://openapi.imweb.me/', true],
    ['https://openapi.imweb.me.evil.example/', true],
    ['https://evil-openapi.imweb.me/', true],
    ['https://openapi.imweb.me:8443/', true],
    ['https://openapi.imweb.me@evil.example/', true],
    ['https://user:pass@openapi.imweb.me/', true],
    ['http://127.0.0.1.evil.example/', true],
    ['http://10.0.0.1/', true],
    ['https://127.0.0.1/', true],
    ['file:///etc/passwd', true],
    ['javascript:alert(1)', true],
    ['ms-msdt:/id', true],
    ['smb://server/share', true],
    ['', true],
  ])('is not %s (local services: %s)', (address, local) => {
    expect(() => externalAddress(address, local)).toThrow(expect.objectContaining({ code: 'BROWSER_ADDRESS_REFUSED' }))
  })
})
