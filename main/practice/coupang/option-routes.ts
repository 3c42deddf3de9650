import { Refusal } from './refusal.ts'
import { bareDigits, type Shop } from './shop.ts'

/** `PUT vendor-items/{id}/…` and its one GET: approved options only. */
export function answerOption(shop: Shop, method: string, id: string, rest: string, query: URLSearchParams): unknown {
  const found = shop.option(id)
  if (found === null) throw new Refusal(`vendoritemid ${id} not found`)
  const { product, item } = found
  if (product.status === 'DELETED') throw new Refusal('삭제된 상품은 변경이 불가능합니다.')
  const [what = '', value = ''] = rest.split('/')
  if (method === 'GET' && rest === 'inventories') {
    return { sellerItemId: bareDigits(id), amountInStock: item.stock, salePrice: item.price, onSale: item.onSale }
  }
  if (method !== 'PUT') throw new Refusal('Method Not Allowed', { status: 405 })
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN
  if (what === 'prices') {
    const force = query.get('forceSalePriceUpdate') ?? 'false'
    if (force !== 'true' && force !== 'false') throw new Refusal('forceSalePriceUpdate 값이 올바르지 않습니다.')
    if (Number.isNaN(number) || number <= 0 || number % 10 !== 0)
      throw new Refusal('판매가격은 10원 단위로 입력해 주세요.')
    if (force === 'false' && (number < item.price / 2 || number > item.price * 2)) {
      throw new Refusal('판매가 변경은 기존 판매가 대비 최대 50% 인하, 최대 100% 인상까지만 가능합니다.')
    }
    item.price = number
    return null
  }
  if (what === 'original-prices') {
    if (Number.isNaN(number) || number % 10 !== 0) throw new Refusal('할인율 기준가는 10원 단위로 입력해 주세요.')
    item.originalPrice = number
    return null
  }
  if (what === 'quantities') {
    if (Number.isNaN(number) || number > 99_999) throw new Refusal('유효하지 않은 재고수량입니다.')
    item.stock = number
    return null
  }
  if (rest === 'sales/stop') {
    item.onSale = false
    return null
  }
  if (rest === 'sales/resume') {
    if (item.monitored) throw new Refusal('쿠팡 모니터링에 의해 판매중지된 상품은 판매재개할 수 없습니다.')
    item.onSale = true
    return null
  }
  throw new Refusal('Not Found', { status: 404 })
}
