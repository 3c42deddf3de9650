import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseAddress, pictureAddress, reachOf } from '../../../main/net/picture-address.ts'

const refused = { code: 'PICTURE_ADDRESS_REFUSED' }

describe('the address of a picture', () => {
  it.each(['', 'no address', 'http://', `https://shop.example/${'a'.repeat(5000)}`])('%j is none', (text) => {
    expect(() => pictureAddress(text, true)).toThrow(expect.objectContaining({ code: 'PICTURE_ADDRESS_BAD' }))
  })
})

describe('where an IP address leads', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '2001::1',
    '2001:db8::1',
    'not an address',
  ])('refuses %s', (address) => {
    expect(reachOf(address)).toBe('refused')
  })

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111'])('takes %s as public', (address) => {
    expect(reachOf(address)).toBe('public')
  })

  it('knows this computer', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1'].map(reachOf)).toEqual(['loopback', 'loopback', 'loopback'])
  })

  it('never calls a private IPv4 address public', () => {
    const byte = fc.integer({ min: 0, max: 255 })
    const home = fc.oneof(
      fc.tuple(fc.constant(10), byte, byte, byte),
      fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
      fc.tuple(fc.constant(127), byte, byte, byte),
    )
    fc.assert(fc.property(home, (parts) => reachOf(parts.join('.')) !== 'public'))
  })
})

describe('a picture address', () => {
  it.each(['http://a.example/1.png', 'file:///etc/passwd', 'data:image/png;base64,AA', 'ftp://a.example/1.png'])(
    'may not be %s',
    (text) => {
      expect(() => pictureAddress(text, false)).toThrow(expect.objectContaining(refused))
    },
  )

  it('may hold no name and password', () => {
    expect(() => pictureAddress('https://a:b@img.example/1.png', false)).toThrow(expect.objectContaining(refused))
  })

  it('may be http only where this computer’s own services are allowed, and then only towards them', () => {
    const url = pictureAddress('http://img.example/1.png', true)
    expect(() => chooseAddress(url, [{ address: '8.8.8.8' }], true)).toThrow(expect.objectContaining(refused))
    expect(chooseAddress(url, [{ address: '127.0.0.1' }], true)).toEqual({ address: '127.0.0.1' })
  })
})

describe('the address to connect to', () => {
  const url = new URL('https://img.example/1.png')
  it('is refused whole when one of several leads home', () => {
    const found = [{ address: '8.8.8.8' }, { address: '192.168.0.1' }]
    expect(() => chooseAddress(url, found, false)).toThrow(expect.objectContaining(refused))
    expect(() => chooseAddress(url, found.toReversed(), true)).toThrow(expect.objectContaining(refused))
  })

  it('is never this computer in real use', () => {
    expect(() => chooseAddress(url, [{ address: '127.0.0.1' }], false)).toThrow(expect.objectContaining(refused))
    expect(() => chooseAddress(url, [{ address: '::1' }], false)).toThrow(expect.objectContaining(refused))
  })
})
