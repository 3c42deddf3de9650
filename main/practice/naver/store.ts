import { checkedProduct, type ProductWorld } from './check-product.ts'
import { isRaw, isWhole, type Raw } from './reader.ts'
import { badRequest, notFound } from './refusal.ts'
import type { StoredCombination, StoredProduct } from './types.ts'

export interface StoreOptions {
  world: ProductWorld
  reviewMs: number
  changed: () => void
}

const FIRST = 10_000_000_001
const invalid = (name: string, type: string, message: string) => badRequest([{ name, type, message }])

const combinationsOf = (attribute: unknown, nextId: () => number): StoredCombination[] => {
  const info = isRaw(attribute) && isRaw(attribute.optionInfo) ? attribute.optionInfo : {}
  const managed = info.useStockManagement === true
  const rows = Array.isArray(info.optionCombinations) ? info.optionCombinations.filter(isRaw) : []
  return rows.map((row) => ({
    id: nextId(),
    optionName1: String(row.optionName1),
    ...(typeof row.optionName2 === 'string' ? { optionName2: row.optionName2 } : {}),
    ...(typeof row.optionName3 === 'string' ? { optionName3: row.optionName3 } : {}),
    // Without stock management every option is stored as 9,999.
    stockQuantity: managed ? Number(row.stockQuantity ?? 0) : 9999,
    price: Number(row.price ?? 0),
    ...(typeof row.sellerManagerCode === 'string' ? { sellerManagerCode: row.sellerManagerCode } : {}),
    usable: row.usable !== false,
  }))
}

/** The products of the practice store and what may be done with them. */
export function createStore({ world, reviewMs, changed }: StoreOptions) {
  const products = new Map<number, StoredProduct>()
  let nextNo = FIRST
  let nextOption = 40_000_000_001

  const settle = (product: StoredProduct): void => {
    if (product.options.length > 0)
      product.stockQuantity = product.options.reduce((sum, one) => sum + one.stockQuantity, 0)
    // Stock 0 ends a sale; what is stopped stays stopped.
    if (product.stockQuantity === 0 && product.statusType === 'SALE') product.statusType = 'OUTOFSTOCK'
    changed()
  }

  /** Reviews end by themselves. */
  const ripe = (product: StoredProduct, now: number): StoredProduct => {
    if (product.statusType === 'UNADMISSION' && reviewMs > 0 && now >= product.createdAt + reviewMs) {
      product.statusType = 'SALE'
      settle(product)
    }
    return product
  }

  const alive = (no: number, now: number): StoredProduct => {
    const product = products.get(no)
    if (product === undefined || product.statusType === 'DELETE') throw notFound('상품')
    return ripe(product, now)
  }

  return {
    create: (body: unknown, now: number): StoredProduct => {
      const { product, channel } = checkedProduct(body, world)
      const attribute = isRaw(product.detailAttribute) ? product.detailAttribute : {}
      const codes = isRaw(attribute.sellerCodeInfo) ? attribute.sellerCodeInfo : {}
      const stored: StoredProduct = {
        originProductNo: nextNo,
        channelProductNo: nextNo + 1,
        createdAt: now,
        statusType: reviewMs > 0 ? 'UNADMISSION' : 'SALE',
        display: channel.channelProductDisplayStatusType === 'SUSPENSION' ? 'SUSPENSION' : 'ON',
        name: String(product.name),
        sellerManagementCode: typeof codes.sellerManagementCode === 'string' ? codes.sellerManagementCode : null,
        categoryId: String(product.leafCategoryId),
        salePrice: Number(product.salePrice),
        stockQuantity: Number(product.stockQuantity),
        options: combinationsOf(attribute, () => nextOption++),
        reason: null,
        body: product,
      }
      nextNo += 2
      products.set(stored.originProductNo, stored)
      settle(stored)
      return stored
    },

    get: alive,

    /** As `GET origin-products` answers. */
    view: (no: number, now: number): Raw => {
      const stored = alive(no, now)
      const attribute = isRaw(stored.body.detailAttribute) ? stored.body.detailAttribute : {}
      const option = isRaw(attribute.optionInfo) ? attribute.optionInfo : {}
      return {
        originProduct: {
          ...stored.body,
          statusType: stored.statusType,
          name: stored.name,
          salePrice: stored.salePrice,
          stockQuantity: stored.stockQuantity,
          detailAttribute: {
            ...attribute,
            ...(stored.options.length === 0 ? {} : { optionInfo: { ...option, optionCombinations: stored.options } }),
          },
        },
        smartstoreChannelProduct: {
          channelProductName: stored.name,
          naverShoppingRegistration: true,
          channelProductDisplayStatusType: stored.display,
        },
      }
    },

    all: (now: number): StoredProduct[] => [...products.values()].map((product) => ripe(product, now)),

    changeStatus: (no: number, body: unknown, now: number): void => {
      const stored = alive(no, now)
      const { statusType, stockQuantity } = isRaw(body) ? body : {}
      const from = stored.statusType
      if (statusType === 'SUSPENSION' && ['SALE', 'OUTOFSTOCK', 'WAIT'].includes(from)) stored.statusType = 'SUSPENSION'
      else if (statusType === 'OUTOFSTOCK' && from === 'SALE') {
        for (const option of stored.options) option.stockQuantity = 0
        stored.stockQuantity = 0
        stored.statusType = 'OUTOFSTOCK'
      } else if (statusType === 'SALE' && (from === 'SUSPENSION' || from === 'OUTOFSTOCK')) {
        if (from === 'OUTOFSTOCK' && !isWhole(stockQuantity))
          throw invalid('stockQuantity', 'NotNull', '재고 수량이 필요합니다.')
        const sum = stored.options.reduce((total, one) => total + one.stockQuantity, 0)
        if (stored.options.length > 0 && isWhole(stockQuantity) && stockQuantity !== sum) {
          throw invalid('stockQuantity', 'Invalid.stockQuantity.sum', '상품 재고는 옵션 재고의 합과 같아야 합니다.')
        }
        if (isWhole(stockQuantity) && stored.options.length === 0) stored.stockQuantity = stockQuantity
        stored.statusType = stored.stockQuantity === 0 ? 'OUTOFSTOCK' : 'SALE'
      } else
        throw invalid('statusType', 'Invalid.statusType', `${from}에서 ${String(statusType)}(으)로 바꿀 수 없습니다.`)
      settle(stored)
    },

    optionStock: (no: number, body: unknown, now: number): void => {
      const stored = alive(no, now)
      const given = isRaw(body) ? body : {}
      const info = isRaw(given.optionInfo) ? given.optionInfo : null
      if (info === null) throw invalid('optionInfo', 'NotNull', '옵션 정보가 필요합니다.')
      const rows = Array.isArray(info.optionCombinations) ? info.optionCombinations.filter(isRaw) : []
      if (rows.length === 0 || stored.options.length === 0)
        throw invalid('optionInfo.optionCombinations', 'NotEmpty', '옵션이 없습니다.')
      const stray = rows.find((row) => !stored.options.some(({ id }) => id === row.id))
      if (stray !== undefined) throw invalid('optionInfo.optionCombinations.id', 'NotExist', '없는 옵션입니다.')
      const whole = (value: unknown, name: string): number => {
        if (value === undefined) return 0
        if (!isWhole(value)) throw invalid(name, 'TypeMismatch', '정수여야 합니다.')
        return value
      }
      const price = isRaw(given.productSalePrice) ? given.productSalePrice.salePrice : undefined
      if (given.productSalePrice !== undefined && !(isWhole(price) && price >= 10)) {
        throw invalid('productSalePrice.salePrice', 'NotNull', '판매가가 필요합니다.')
      }
      const next = stored.options.map((option) => {
        const row = rows.find(({ id }) => id === option.id)
        // What is left out is stored as 0.
        const stock = whole(row?.stockQuantity, 'optionInfo.optionCombinations.stockQuantity')
        const surcharge = whole(row?.price, 'optionInfo.optionCombinations.price')
        if (stock < 0) throw invalid('optionInfo.optionCombinations.stockQuantity', 'Range', '0 이상이어야 합니다.')
        return {
          ...option,
          stockQuantity: stock,
          price: surcharge,
          usable: typeof row?.usable === 'boolean' ? row.usable : option.usable,
        }
      })
      if (!next.some((option) => option.price === 0))
        throw invalid(
          'optionInfo.optionCombinations.price',
          'Required.optionPrice.zero',
          '옵션가가 0원인 옵션이 하나 이상 있어야 합니다.',
        )
      stored.options = next
      if (isWhole(price)) stored.salePrice = price
      settle(stored)
    },

    multiUpdate: (body: unknown, now: number): void => {
      const rows =
        isRaw(body) && Array.isArray(body.multiProductUpdateRequestVos)
          ? body.multiProductUpdateRequestVos.filter(isRaw)
          : []
      if (rows.length === 0) throw invalid('multiProductUpdateRequestVos', 'NotEmpty', '수정할 상품이 없습니다.')
      for (const row of rows) {
        if (!isWhole(row.originProductNo)) throw invalid('originProductNo', 'NotNull', '원상품 번호가 필요합니다.')
        const stored = alive(row.originProductNo, now)
        const types = Array.isArray(row.multiUpdateTypes) ? row.multiUpdateTypes : []
        if (types.includes('SALE_PRICE')) {
          const price = isRaw(row.productSalePrice) ? row.productSalePrice.salePrice : undefined
          if (!isWhole(price) || price < 10 || price > 999_999_990)
            throw invalid('productSalePrice.salePrice', 'Range', '판매가가 올바르지 않습니다.')
          stored.salePrice = price
        }
        if (types.includes('STOCK')) {
          if (!isWhole(row.stockQuantity) || row.stockQuantity < 0)
            throw invalid('stockQuantity', 'Range', '재고 수량이 올바르지 않습니다.')
          if (stored.options.length > 0)
            throw invalid('stockQuantity', 'NotAllowed.option', '옵션 상품의 재고는 옵션으로 바꿔야 합니다.')
          stored.stockQuantity = row.stockQuantity
        }
        settle(stored)
      }
    },

    remove: (no: number, now: number): void => {
      alive(no, now).statusType = 'DELETE'
      changed()
    },

    /** What happens behind the operator's back; throws where there is no such product. */
    mutate: (no: number, work: (product: StoredProduct) => void): void => {
      const product = products.get(no)
      if (product === undefined) throw new Error(`no practice product ${no}`)
      work(product)
      settle(product)
    },

    restore: (kept: readonly StoredProduct[]): void => {
      for (const product of kept) {
        products.set(product.originProductNo, product)
        nextNo = Math.max(nextNo, product.channelProductNo + 1)
        for (const { id } of product.options) nextOption = Math.max(nextOption, id + 1)
      }
    },

    reset: (): void => {
      products.clear()
      changed()
    },
  }
}
export type Store = ReturnType<typeof createStore>
