import type { Ban } from '../../shared/contract/products.ts'
import type { WholesaleProduct } from '../../shared/product.ts'
import { searchForm } from '../../shared/search.ts'

export type BanRule = Pick<Ban, 'kind' | 'wholesaler' | 'value'>
export type Bannable = Pick<WholesaleProduct, 'wholesaler' | 'productId' | 'name' | 'brand' | 'maker' | 'keywords'>

/** Codes are compared as they stand, words and brands without case, spaces and Unicode forms. */
export const banForm = (kind: Ban['kind'], value: string): string =>
  kind === 'code' ? value.trim() : searchForm(value).replace(/\s+/g, '')

const kindNames = { code: '상품 코드', word: '금지어', brand: '브랜드' } as const

/** Says which entry of the ban list a product meets, in words; null when none. */
export type BanCheck = (product: Bannable) => string | null

const key = (wholesaler: string | null, form: string) => `${wholesaler ?? ''}\n${form}`

/**
 * A check made of the whole list. Codes and brands are looked up; words, which may stand anywhere, are one expression,
 * so that ten thousand of them cost a product little more than ten.
 */
export function banCheck(bans: readonly BanRule[]): BanCheck {
  const codes = new Map<string, string>()
  const brands = new Map<string, string>()
  const words = new Map<string, BanRule[]>()
  for (const ban of bans) {
    const form = banForm(ban.kind, ban.value)
    if (form === '') continue
    if (ban.kind === 'code') codes.set(key(ban.wholesaler, form), ban.value)
    else if (ban.kind === 'brand') brands.set(key(ban.wholesaler, form), ban.value)
    else words.set(form, [...(words.get(form) ?? []), ban])
  }
  const find = wordFinder([...words.keys()])
  const say = (kind: Ban['kind'], value: string) => `수집 금지 목록에 있습니다 (${kindNames[kind]}: ${value}).`
  const lookedUp = (list: Map<string, string>, wholesaler: string, form: string) =>
    list.get(key(wholesaler, form)) ?? list.get(key(null, form))

  return (product) => {
    const { wholesaler } = product
    const code = lookedUp(codes, wholesaler, product.productId.trim())
    if (code !== undefined) return say('code', code)
    if (brands.size > 0) {
      for (const name of [product.brand, product.maker]) {
        const brand = name === null ? undefined : lookedUp(brands, wholesaler, banForm('brand', name))
        if (brand !== undefined) return say('brand', brand)
      }
    }
    if (words.size === 0) return null
    for (const text of [product.name, ...product.keywords]) {
      for (const form of find(banForm('word', text))) {
        const met = words.get(form)?.find((ban) => ban.wholesaler === null || ban.wholesaler === wholesaler)
        if (met !== undefined) return say('word', met.value)
      }
    }
    return null
  }
}

/** Which of the words, in the form that is compared, stand in a text. Words are found by their first two letters, then compared. */
function wordFinder(words: readonly string[]): (text: string) => string[] {
  const short = new Set(words.filter((word) => word.length < 2))
  const byStart = new Map<string, string[]>()
  for (const word of words) {
    if (word.length < 2) continue
    const start = word.slice(0, 2)
    byStart.set(start, [...(byStart.get(start) ?? []), word])
  }
  return (text) => {
    const found: string[] = []
    for (let i = 0; i < text.length; i += 1) {
      if (short.has(text.charAt(i))) found.push(text.charAt(i))
      for (const word of byStart.get(text.slice(i, i + 2)) ?? []) if (text.startsWith(word, i)) found.push(word)
    }
    return found
  }
}
