import { describe, expect, it } from 'vitest'
import { sniff } from '../../../main/net/sniff.ts'

const of = (type: string | undefined, body: string) => sniff(type, Buffer.from(body))

describe('what a reply begins like', () => {
  it.each([
    ['text/html; charset=utf-8', '<!DOCTYPE html><html></html>'],
    ['application/json', '<html><body>점검중</body></html>'],
    [undefined, '\uFEFF \n<!doctype HTML>'],
    ['application/xml', '<?xml version="1.0"?><!-- x --><html xmlns="…">'],
    ['text/html', '점검 중입니다. 잠시 뒤 다시 접속하십시오.'],
    ['application/json', '<script>location.href="/login"</script>'],
  ])('%s %s is a web page', (type, body) => expect(of(type, body)).toBe('html'))

  it.each([
    ['application/xml', '<!DOCTYPE foo [<!ENTITY a "b">]><foo/>'],
    ['text/xml', '<?xml version="1.0" encoding="euc-kr"?>\n<!-- hello -->\n<!DOCTYPE products>'],
  ])('%s %s declares a document type', (type, body) => expect(of(type, body)).toBe('doctype'))

  it.each([
    ['application/json', '{"a":"<!DOCTYPE html>"}'],
    ['text/html', '{"result":true}'],
    [
      'text/html; charset=euc-kr',
      '<?xml version="1.0"?><products><detail><![CDATA[<!DOCTYPE html><html>]]></detail></products>',
    ],
    ['text/html', 'eyJhbGciOi.eyJzdWIi.c2ln'],
    ['image/jpeg', '\xff\xd8\xff'],
    ['text/html', ''],
    ['application/json', '<header>x</header>'],
  ])('%s %s is data', (type, body) => expect(of(type, body)).toBe('data'))
})
