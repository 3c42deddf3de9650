export interface PracticeProduct {
  prodNo: number
  name: string
  /** Won, before and after the shop's own discount. */
  base: number
  price: number
  weight: number
  taxFree?: true
  sku?: string
  brand?: string
  /** Option name → its values; the first ones cost nothing more. */
  options?: readonly (readonly [string, readonly [string, ...string[]]])[]
  /** Digital goods have no delivery. */
  digital?: true
}

/** The make-believe shelf. Some names carry what breaks careless programs: commas, quotes, emoji, a formula's first letter. */
export const practiceProducts: readonly [PracticeProduct, ...PracticeProduct[]] = [
  {
    prodNo: 101,
    name: '현미 그래놀라 500g',
    base: 13000,
    price: 12000,
    weight: 0.5,
    sku: 'GRN-500',
    brand: '예시브랜드',
    options: [
      ['맛', ['오리지널', '카카오', '무화과']],
      ['포장', ['지퍼백', '선물 상자']],
    ],
  },
  { prodNo: 102, name: '들기름 참치캔, 4입 세트', base: 18000, price: 18000, weight: 1.2, sku: 'TUN-4' },
  { prodNo: 103, name: '"수제" 딸기잼 250g', base: 9800, price: 8900, weight: 0.4, brand: '여울농장' },
  { prodNo: 104, name: '=특가= 제주 감귤 3kg', base: 19900, price: 15900, weight: 3, taxFree: true, sku: '0012345' },
  {
    prodNo: 105,
    name: '+1 증정 핸드크림',
    base: 12000,
    price: 12000,
    weight: 0.1,
    options: [['향', ['라벤더', '무향', '시트러스 🍋']]],
  },
  {
    prodNo: 106,
    name: '-20% 봄 니트',
    base: 45000,
    price: 36000,
    weight: 0.6,
    options: [
      ['색상', ['아이보리', '먹색', '연두']],
      ['사이즈', ['S', 'M', 'L', 'XL']],
    ],
  },
  { prodNo: 107, name: '@home 머그 350ml', base: 18000, price: 18000, weight: 0.4, sku: 'MUG-350' },
  {
    prodNo: 108,
    name: '🌿 유칼립투스 디퓨저',
    base: 32000,
    price: 29000,
    weight: 0.7,
    options: [['용량', ['100ml', '200ml']]],
  },
  { prodNo: 109, name: '세라믹 머그컵', base: 18000, price: 18000, weight: 0.4 },
  { prodNo: 110, name: '유기농 현미쌀 10kg', base: 42000, price: 39500, weight: 10, taxFree: true, sku: 'RICE-10' },
  {
    prodNo: 111,
    name: '콜드브루 원액 1L',
    base: 15000,
    price: 13500,
    weight: 1.1,
    options: [['원두', ['산미', '고소']]],
  },
  { prodNo: 112, name: '린넨 앞치마', base: 28000, price: 28000, weight: 0.3, options: [['색상', ['베이지', '남색']]] },
  { prodNo: 113, name: '뷁뷁이 인형 “똠” 한정판', base: 21000, price: 21000, weight: 0.3, brand: '펲시공방' },
  {
    prodNo: 114,
    name: '스마트스토어 운영 강의 (VOD, 12강)',
    base: 99000,
    price: 79000,
    weight: 0,
    digital: true,
    sku: 'VOD-12',
  },
  { prodNo: 115, name: '엑셀로 끝내는 재고 관리\t전자책', base: 15000, price: 15000, weight: 0, digital: true },
  {
    prodNo: 116,
    name: '손뜨개 목도리 / 겨울 한정',
    base: 33000,
    price: 30000,
    weight: 0.3,
    options: [['색상/무늬', ['회색 / 꽈배기', '적색 / 민무늬']]],
  },
  { prodNo: 117, name: '국산 참깨 1kg', base: 34000, price: 34000, weight: 1, taxFree: true },
  { prodNo: 118, name: '대나무 칫솔 10개입', base: 12900, price: 9900, weight: 0.2, sku: 'BRUSH-10' },
  {
    prodNo: 119,
    name: '강아지 수제 간식 <오리안심>',
    base: 11000,
    price: 11000,
    weight: 0.2,
    options: [['중량', ['100g', '300g']]],
  },
  {
    prodNo: 120,
    name: '캠핑용 접이식 의자',
    base: 56000,
    price: 49000,
    weight: 2.5,
    options: [['색상', ['카키', '검정']]],
  },
  { prodNo: 121, name: '무선 탁상 조명 & 충전기', base: 64000, price: 59000, weight: 0.9, brand: '라온전자' },
  { prodNo: 122, name: '천연 비누 3종 세트', base: 16500, price: 14900, weight: 0.4 },
  { prodNo: 123, name: '  앞뒤에 빈칸이 있는 상품명  ', base: 7000, price: 7000, weight: 0.1 },
  {
    prodNo: 124,
    name: '아주 긴 이름을 가진 연습 상품 — 재질, 크기, 색상, 세탁 방법, 보관 방법, 원산지, 제조사, 수입자, 품질 보증 기준까지 이름에 모두 적어 둔 사계절용 다목적 보관함',
    base: 25000,
    price: 25000,
    weight: 1.5,
    options: [['크기', ['소', '중', '대']]],
  },
  { prodNo: 125, name: '＝전각 등호로 시작하는 스티커', base: 3000, price: 3000, weight: 0 },
  { prodNo: 126, name: '한 달 정기 구독 상자 📦', base: 39000, price: 39000, weight: 1 },
  { prodNo: 127, name: '무료 샘플', base: 0, price: 0, weight: 0 },
  {
    prodNo: 128,
    name: '손님 이름 각인 볼펜',
    base: 8000,
    price: 7200,
    weight: 0.05,
    options: [['각인 문구', ['없음', '=SUM(A1)', '홍길동, 고마워']]],
  },
]

/** Free gift lines (isPromotion Y). */
export const giftProduct: PracticeProduct = {
  prodNo: 190,
  name: '[사은품] 미니 파우치',
  base: 0,
  price: 0,
  weight: 0.1,
}
