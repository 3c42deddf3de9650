import { describe, expect, it } from 'vitest'
import { credentialFaults, isLoopback } from '../../../renderer/pages/connections/credentials.ts'

const whole = {
  clientId: 'id',
  clientSecret: 'secret',
  siteCode: 'S2023',
  redirectUri: 'http://localhost:47813/imweb/callback',
}

describe('the fields of the wizard', () => {
  it('are fine when whole', () => {
    expect(credentialFaults(whole)).toEqual({})
  })

  it('must not be empty or blank', () => {
    expect(credentialFaults({ ...whole, clientId: '  ', siteCode: '' })).toEqual({
      clientId: 'required',
      siteCode: 'required',
    })
  })

  it('need a web address for the redirect', () => {
    for (const redirectUri of ['내 쇼핑몰', 'myapp://x', 'javascript:alert(1)', 'localhost:47813/x']) {
      expect(credentialFaults({ ...whole, redirectUri }).redirectUri).toBe('uri')
    }
    expect(credentialFaults({ ...whole, redirectUri: ' https://shop.example/ ' })).toEqual({})
  })

  it('tell a redirect this PC receives from one that is pasted', () => {
    expect(isLoopback('http://localhost:47813/imweb/callback')).toBe(true)
    expect(isLoopback('http://127.0.0.1:9/x')).toBe(true)
    expect(isLoopback('https://localhost/x')).toBe(false)
    expect(isLoopback('http://localhost.example/')).toBe(false)
    expect(isLoopback('https://shop.example/')).toBe(false)
    expect(isLoopback('')).toBe(false)
  })
})
