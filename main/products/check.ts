import type { WholesaleProduct } from '../../shared/product.ts'

/** More options than any market takes. */
const MAX_OPTIONS = 2000
const MAX_CHARACTERS = 16 * 1024 * 1024

const isWon = (value: number | null) => value === null || (Number.isSafeInteger(value) && value > 0)
const isCount = (value: number | null) => value === null || (Number.isSafeInteger(value) && value >= 0)

/** Why a product is not taken, whatever its wholesaler; null when it is. Adapters are to see to this, and this sees to them. */
export function refusalOf(product: WholesaleProduct): string | null {
  if (product.productId === '' || product.productId.length > 200) return '상품 코드를 읽지 못했습니다.'
  if (product.name.trim() === '') return '상품명이 없습니다.'
  if (!isWon(product.price) || !isWon(product.fixedPrice)) return '가격이 1원 이상의 정수가 아닙니다.'
  if (!isCount(product.stock)) return '재고가 0 이상의 정수가 아닙니다.'
  if (product.options.length > MAX_OPTIONS) return `옵션이 ${product.options.length}개로 너무 많습니다.`
  if (product.options.some((option) => !isWon(option.price) || !isCount(option.stock))) {
    return '옵션의 가격이나 재고를 읽지 못했습니다.'
  }
  if (new Set(product.options.map((option) => option.key)).size < product.options.length) {
    return '같은 키를 가진 옵션이 있습니다.'
  }
  const characters = product.raw.length + (product.descriptionHtml?.length ?? 0)
  return characters > MAX_CHARACTERS ? '상품 내용이 너무 깁니다.' : null
}
