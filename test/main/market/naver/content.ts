import type { ListingContent } from '../../../../shared/market.ts'

/** An ordinary single product, ready to be listed. */
export const single = (more: Partial<ListingContent> = {}): ListingContent => ({
  sku: 'JT-domeggook-1001',
  name: '데모샵 스테인리스 보온병 500ml',
  category: '50003404',
  price: 19_900,
  stock: 37,
  options: [],
  images: ['https://pictures.example/main.jpg', 'https://pictures.example/sub.png'],
  descriptionHtml: '<p>설명</p><img src="https://pictures.example/detail-1.jpg">',
  brand: null,
  maker: '데모산업',
  model: null,
  origin: '중국',
  taxFree: false,
  adultOnly: false,
  keywords: ['보온병', '텀블러'],
  delivery: {
    fee: { kind: 'free_over', fee: 3000, over: 50_000 },
    returnFee: 3000,
    exchangeFee: 6000,
    jejuFee: 3000,
    islandsFee: 5000,
    remoteAreas: true,
    courier: 'cj',
    dispatchDays: 2,
    outboundPlace: '100000001',
    returnPlace: '100000002',
  },
  afterService: { phone: '02-0000-0000', guide: '평일 10시~17시 문의 가능' },
  fields: {},
  requestReview: true,
  ...more,
})

const option = (color: string, size: string, sku: string, price: number, stock: number) => ({
  key: sku,
  sku,
  values: [
    { axis: '색상', value: color },
    { axis: '사이즈', value: size },
  ],
  price,
  stock,
})

/** The documents' T-shirt: four options, two of them dearer. */
export const shirt = (more: Partial<ListingContent> = {}): ListingContent =>
  single({
    sku: 'DEMO-TS-01',
    name: '데모샵 코튼 베이직 반팔 티셔츠',
    category: '50000803',
    price: 19_900,
    stock: 100,
    options: [
      option('블랙', 'M', 'DEMO-TS-01-BK-M', 19_900, 30),
      option('블랙', 'L', 'DEMO-TS-01-BK-L', 20_900, 20),
      option('화이트', 'M', 'DEMO-TS-01-WH-M', 19_900, 25),
      option('화이트', 'L', 'DEMO-TS-01-WH-L', 20_900, 25),
    ],
    brand: '데모샵',
    maker: '데모섬유',
    model: 'DEMO-TS-01',
    origin: null,
    keywords: ['반팔티', '코튼티셔츠'],
    ...more,
  })
