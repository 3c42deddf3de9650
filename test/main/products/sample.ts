import type { ProductOption, WholesaleProduct } from '../../../shared/product.ts'

export const option = (over: Partial<ProductOption> = {}): ProductOption => ({
  key: 'single',
  name: '',
  price: 1000,
  stock: null,
  status: 'available',
  ...over,
})

/** A plain product; what a test is about is given. */
export const product = (over: Partial<WholesaleProduct> = {}): WholesaleProduct => {
  const made: WholesaleProduct = {
    wholesaler: 'zentrade',
    productId: '000001',
    name: '실리콘 주걱',
    price: 1000,
    fixedPrice: null,
    stock: null,
    status: 'available',
    options: [option()],
    minimumQuantity: 1,
    tiers: [],
    shipping: {
      rule: { kind: 'flat', fee: 3000 },
      payment: 'prepaid',
      stated: '',
      returnFee: null,
      extraJeju: null,
      extraIslands: null,
    },
    taxFree: false,
    adultOnly: false,
    bars: [],
    origin: '중국',
    maker: '예시상사',
    brand: null,
    model: 'EX-1',
    categoryPath: ['주방', '조리도구'],
    categoryCode: '015',
    marketCategories: {},
    keywords: ['주걱'],
    images: ['https://img.example.test/1.jpg'],
    descriptionHtml: '<p>설명</p>',
    notices: [],
    certificates: [],
    changedAt: null,
    raw: '',
    ...over,
  }
  return { ...made, raw: over.raw ?? JSON.stringify(made) }
}
