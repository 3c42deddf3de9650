import type { FormField } from '../port.ts'

/** Items that are asked as a day, `YYYY/MM/DD` (api/11st.md B4): 출시년월, 제조연월. */
const days: ReadonlySet<string> = new Set(['23759938', '23759308'])
export const isDayItem = (code: string): boolean => days.has(code)

interface NoticeItem {
  code: string
  name: string
  source?: FormField['source']
  usual: string
}

interface NoticeType {
  type: string
  name: string
  items: readonly NoticeItem[]
}

/** What the seller office itself offers for items that the description shows. */
const SEE_PAGE = '상품 상세설명 참조'

const item = (code: string, name: string, source?: FormField['source'], usual = SEE_PAGE): NoticeItem => ({
  code,
  name,
  usual,
  ...(source === undefined ? {} : { source }),
})

const maker = item('11905', '제조자/수입자', 'maker')
const colour = item('11835', '색상')
const size = item('23760034', '치수')
const stuff = item('11848', '소재')
const material = item('11900', '재질')
const kind = item('11908', '종류')
const magnitude = item('11932', '크기')
const measures = item('23760223', '크기·중량')
const parts = item('17461', '구성')
const components = item('3125646', '구성품')
const named = item('11800', '품명 및 모델명', 'name')
const madeIn = item('23759095', '제조국', 'origin')
const service = item('23760437', 'A/S 책임자와 전화번호', 'phone')
const warranty = item('23760386', '품질보증기준')
const care = item('23759972', '취급 시 주의사항')
const washing = item('23756520', '세탁방법 및 취급 시 주의사항')
const released = item('23759938', '출시년월')
const safety = item('23760454', 'KC 인증정보', 'certificate', '해당사항 없음')

/** 기타 재화: the one type that has been sent live, and what a category without a type of its own gets. */
export const OTHER_GOODS = '891045'

/** api/11st.md B4, as transcribed from the official pop-up. Types whose items are not public are absent. */
export const noticeTypes: readonly NoticeType[] = [
  {
    type: OTHER_GOODS,
    name: '기타 재화',
    items: [
      item('11800', '품명 및 모델명', 'name'),
      maker,
      item('23760413', 'A/S 책임자와 전화번호', 'phone'),
      item('23759100', '제조국 또는 원산지', 'origin'),
      item('23756033', '인증·허가 사항', 'certificate', '해당사항 없음'),
    ],
  },
  {
    type: '891011',
    name: '의류',
    items: [
      colour,
      washing,
      madeIn,
      service,
      item('23759468', '제품 소재'),
      size,
      warranty,
      maker,
      item('23759308', '제조연월'),
    ],
  },
  {
    type: '891012',
    name: '구두/신발',
    items: [colour, maker, madeIn, item('40748371', '주소재'), size, warranty, service, care],
  },
  {
    type: '891013',
    name: '가방',
    items: [colour, stuff, maker, kind, service, madeIn, care, warranty, magnitude],
  },
  { type: '891014', name: '패션잡화', items: [stuff, maker, kind, service, care, size, warranty, madeIn] },
  {
    type: '891015',
    name: '침구류/커튼',
    items: [colour, maker, parts, washing, service, item('23759468', '제품 소재'), size, warranty, madeIn],
  },
  {
    type: '891016',
    name: '가구',
    items: [
      colour,
      maker,
      magnitude,
      item('23756017', '배송·설치비용'),
      madeIn,
      item('469865457', '리퍼브 사유', undefined, '해당사항 없음'),
      warranty,
      service,
      item('23760470', 'KC 인증정보', 'certificate', '해당사항 없음'),
      components,
      item('37089196', '품명', 'name'),
      item('23759652', '주요 소재'),
    ],
  },
  {
    type: '891027',
    name: '주방용품',
    items: [
      named,
      material,
      maker,
      magnitude,
      item('37088317', '수입신고 문구', undefined, '해당사항 없음'),
      released,
      warranty,
      service,
      components,
      madeIn,
    ],
  },
  {
    type: '891033',
    name: '어린이제품',
    items: [
      named,
      colour,
      material,
      maker,
      item('2361085', '사용연령'),
      madeIn,
      item('469867873', '체중범위 등의 한계'),
      measures,
      warranty,
      service,
      safety,
      item('40747702', '취급방법과 주의사항, 안전표시'),
      released,
    ],
  },
  {
    type: '891035',
    name: '스포츠용품',
    items: [
      named,
      colour,
      material,
      maker,
      parts,
      safety,
      madeIn,
      released,
      measures,
      warranty,
      service,
      item('23756377', '상품별 세부 사양'),
    ],
  },
]

/** The more particular first: children's goods are children's goods whatever else they are. */
const signs: readonly (readonly [string, RegExp])[] = [
  ['891033', /유아|유아동|아동|어린이|키즈|출산|육아|완구|장난감/],
  ['891012', /신발|구두|운동화|스니커즈|부츠|샌들|슬리퍼/],
  ['891013', /가방|백팩|핸드백|숄더백|크로스백|캐리어/],
  ['891011', /의류|티셔츠|블라우스|바지|팬츠|스커트|원피스|재킷|자켓|점퍼|니트|가디건|언더웨어|속옷|잠옷/],
  ['891014', /패션잡화|패션소품|모자|벨트|양말|스카프|머플러|넥타이|지갑/],
  ['891015', /침구|이불|베개|커튼/],
  ['891016', /가구|소파|책상|침대|옷장|서랍장/],
  ['891027', /주방용품|그릇|식기|냄비|프라이팬|조리도구|밀폐용기/],
  ['891035', /스포츠|등산|캠핑|낚시|골프|헬스|요가/],
]

/** The type of a category by its names, from the leaf up: 11st does not tell it. A name that fits two says nothing. */
export function noticeTypeFor(path: readonly string[]): string {
  for (const name of path.toReversed()) {
    const fitting = signs.filter(([, sign]) => sign.test(name))
    const [first] = fitting
    if (first !== undefined && (fitting.length === 1 || first[0] === '891033')) return first[0]
  }
  return OTHER_GOODS
}

export const noticeType = (type: unknown): NoticeType | null =>
  noticeTypes.find((one) => one.type === String(type)) ?? null

/** 가공식품 and 건강기능식품 have types of their own, whose item codes are not public. */
export const isFood = (path: readonly string[]): boolean =>
  path.some((name) => /식품|건강기능|축산|수산|농산/.test(name))
