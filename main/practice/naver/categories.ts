export interface PracticeCategory {
  id: string
  path: string
  flags: string[]
  certifications: { id: number; name: string; kindTypes: string[] }[]
  /** The seller has not applied for it. */
  closed: boolean
}

const kc = [
  { id: 1001, name: '[전기용품] 안전인증', kindTypes: ['KC_CERTIFICATION', 'OVERSEAS'] },
  { id: 1002, name: '[전기용품] 안전확인', kindTypes: ['KC_CERTIFICATION', 'OVERSEAS'] },
  { id: 1003, name: '[생활용품] 공급자적합성확인', kindTypes: ['KC_CERTIFICATION'] },
]
const child = [{ id: 2001, name: '[어린이제품] 안전확인', kindTypes: ['CHILD_CERTIFICATION'] }]
const green = [{ id: 3001, name: '유기농산물', kindTypes: ['GREEN_PRODUCTS'] }]
const other = [{ id: 4001, name: '비건 인증', kindTypes: ['ETC'] }]

const rows: readonly (readonly [
  id: string,
  path: string,
  flags?: string,
  certifications?: PracticeCategory['certifications'],
])[] = [
  ['50000803', '패션의류>여성의류>티셔츠'],
  ['50000804', '패션의류>여성의류>블라우스/셔츠'],
  ['50000805', '패션의류>여성의류>원피스', 'FREE_RETURN_INSURANCE'],
  ['50000830', '패션의류>남성의류>티셔츠'],
  ['50000837', '패션의류>남성의류>점퍼'],
  ['50000781', '패션잡화>여성신발>운동화'],
  ['50000639', '패션잡화>여성가방>숄더백'],
  ['50000556', '패션잡화>양말>여성양말'],
  ['50004082', '패션잡화>장갑>여성장갑'],
  ['50000661', '패션잡화>모자>야구모자'],
  ['50000437', '화장품/미용>스킨케어>크림', 'MANUFACTURE_DEFINE_NO', other],
  ['50000460', '화장품/미용>뷰티소품>브러시'],
  ['50001203', '디지털/가전>휴대폰액세서리>휴대폰케이스'],
  ['50001206', '디지털/가전>휴대폰액세서리>충전기', 'KC_CERTIFICATION', kc],
  ['50001250', '디지털/가전>생활가전>청소기', 'KC_CERTIFICATION', kc],
  ['50001407', '디지털/가전>PC주변기기>마우스', 'KC_CERTIFICATION', kc],
  ['50001055', '가구/인테리어>수납가구>서랍장'],
  ['50001241', '가구/인테리어>침구단품>베개'],
  ['50001242', '가구/인테리어>커튼/블라인드>커튼'],
  ['50000952', '출산/육아>완구/매트>블록', 'CHILD_CERTIFICATION', child],
  ['50000966', '출산/육아>유아동의류>티셔츠', 'CHILD_CERTIFICATION', child],
  ['50002324', '식품>과자/베이커리>초콜릿', 'UNIT_PRICE'],
  ['50002009', '식품>농산물>쌀', 'GREEN_PRODUCTS,ORIGINAREA_PRODUCTS,UNIT_PRICE', green],
  ['50002629', '식품>건강식품>영양제'],
  ['50001530', '스포츠/레저>캠핑>텐트'],
  ['50001540', '스포츠/레저>헬스>아령'],
  ['50001541', '스포츠/레저>등산>등산화'],
  ['50003356', '생활/건강>주방용품>보온/보냉용기'],
  ['50003357', '생활/건강>주방용품>냄비'],
  ['50003401', '생활/건강>욕실용품>샤워기헤드'],
  ['50003402', '생활/건강>생활용품>우산'],
  ['50003403', '생활/건강>생활용품>보관/정리함'],
  ['50003404', '생활/건강>생활용품>생활잡화'],
  ['50003405', '생활/건강>문구/사무용품>필기도구'],
  [
    '50003406',
    '생활/건강>세제>세탁세제',
    'UNIT_PRICE,KC_CERTIFICATION',
    [{ id: 1010, name: '[생활화학제품] 안전확인', kindTypes: ['KC_CERTIFICATION'] }],
  ],
  ['50003407', '생활/건강>반려동물>강아지 간식', 'UNIT_PRICE'],
  ['50003408', '생활/건강>자동차용품>핸들커버'],
  ['50003409', '생활/건강>공구>드라이버'],
  ['50003410', '생활/건강>성인용품>콘돔', 'ADULT'],
  ['50005542', '도서>소설>한국소설', 'BOOK'],
  ['50007000', '여가/생활편의>e쿠폰>커피', 'E_COUPON'],
]

/** What the seller has to apply for in the seller centre first. */
const closed = new Set(['50002629'])

export const practiceCategories: readonly PracticeCategory[] = rows.map(
  ([id, path, flags = '', certifications = []]) => ({
    id,
    path,
    flags: flags === '' ? [] : flags.split(','),
    certifications,
    closed: closed.has(id),
  }),
)

/** Groups above the leaves: listed with `last=false` and never fit for a product. */
export const practiceGroups: readonly { id: string; path: string }[] = [
  ...new Set(
    practiceCategories.flatMap(({ path }) =>
      path
        .split('>')
        .map((_, at, steps) => steps.slice(0, at).join('>'))
        .slice(1),
    ),
  ),
].map((path, at) => ({ id: String(50_000_000 + at), path }))

export const nameOf = (path: string): string => path.split('>').at(-1) ?? path
