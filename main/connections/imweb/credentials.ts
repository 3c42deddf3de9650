import type { ImwebCredentials } from '../../../shared/contract/connections.ts'
import { failCredential } from '../errors.ts'
import { redirectOf } from './redirect.ts'

/** Web pages and messengers put these into what people copy: zero-width signs, soft hyphens, direction marks, line ends. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

/** A pasted value without what the operator cannot see. */
export const cleanPasted = (text: string): string => text.replace(invisible, '').replace(/^\s+|\s+$/gu, '')

const names = {
  clientId: '클라이언트 ID',
  clientSecret: '클라이언트 시크릿',
  siteCode: '사이트 코드',
  redirectUri: '리디렉션 주소',
} as const

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const startOfUuid = /^[0-9a-f]{8}-(?:[0-9a-f]{0,4}|[0-9a-f]{4}-[0-9a-f-]{0,26})$/i

const checkedField = (name: keyof typeof names, given: string): string => {
  const field = names[name]
  const value = cleanPasted(given)
  const cut = (detail: string) => failCredential('CREDENTIAL_CUT', { values: { field, detail } })
  const wrong = (detail: string) => failCredential('CREDENTIAL_WRONG', { values: { field, detail } })
  if (value === '') throw failCredential('CREDENTIAL_EMPTY', { values: { field } })
  if (/(?:\.{2,}|…)$/.test(value)) throw cut('값이 줄임표로 끝납니다')
  if (/[•●＊∗]|\*{3}/.test(value)) throw cut('가려진 글자(*)가 들어 있습니다')
  if (/\s/u.test(value)) throw wrong('값 사이에 빈칸이 있습니다')
  if (name !== 'redirectUri' && !/^[\x21-\x7e]+$/.test(value)) throw wrong('영문자, 숫자, 기호가 아닌 글자가 있습니다')
  if (name === 'clientId' && startOfUuid.test(value) && !uuid.test(value)) {
    throw cut(`36자여야 하는데 ${value.length}자입니다`)
  }
  if (name === 'siteCode' && /^u\d{8}/.test(value)) throw wrong('u로 시작하는 값은 유닛 코드입니다')
  if (name === 'siteCode' && !/^[\w-]+$/.test(value)) throw wrong('사이트 주소가 아니라 S로 시작하는 코드를 넣으십시오')
  return value
}

/** The four values as they can be sent, or a coded error that says which one is not usable and why. */
export const checkedCredentials = (given: ImwebCredentials): ImwebCredentials => {
  const credentials = {
    clientId: checkedField('clientId', given.clientId),
    clientSecret: checkedField('clientSecret', given.clientSecret),
    siteCode: checkedField('siteCode', given.siteCode),
    redirectUri: checkedField('redirectUri', given.redirectUri),
  }
  redirectOf(credentials.redirectUri)
  return credentials
}
