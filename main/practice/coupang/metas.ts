import { categoryTree } from '../catalogue/words.ts'

export interface Attribute {
  attributeTypeName: string
  required: 'MANDATORY' | 'OPTIONAL'
  dataType: 'STRING' | 'NUMBER' | 'DATE'
  basicUnit: string
  usableUnits: string[]
  inputType: 'INPUT' | 'SELECT'
  inputValues: string[]
  groupNumber: string
  exposed: 'EXPOSED' | 'NONE'
}

interface Meta {
  isAllowSingleItem: boolean
  attributes: Attribute[]
  noticeCategories: {
    noticeCategoryName: string
    noticeCategoryDetailNames: { noticeCategoryDetailName: string; required: 'MANDATORY' | 'OPTIONAL' }[]
  }[]
  requiredDocumentNames: { templateName: string; required: string }[]
  certifications: { certificationType: string; name: string; dataType: 'CODE' | 'NONE'; required: string }[]
  allowedOfferConditions: string[]
}

export interface Leaf {
  code: number
  name: string
  path: string[]
  words: string[]
  meta: Meta
  /** Options of other names than the category's are refused, not only shown less. */
  strict: boolean
}

const attribute = (attributeTypeName: string, more: Partial<Attribute> = {}): Attribute => ({
  attributeTypeName,
  required: 'MANDATORY',
  dataType: 'STRING',
  basicUnit: '없음',
  usableUnits: [],
  inputType: 'INPUT',
  inputValues: [],
  groupNumber: 'NONE',
  exposed: 'EXPOSED',
  ...more,
})
const count = (name: string, groupNumber = 'NONE') =>
  attribute(name, { dataType: 'NUMBER', basicUnit: '개', usableUnits: ['개', '세트', '박스'], groupNumber })
const measure = (name: string, units: string[], groupNumber: string) =>
  attribute(name, { dataType: 'NUMBER', basicUnit: units[0] ?? '없음', usableUnits: units, groupNumber })
const filter = (name: string, inputValues: string[] = [], required: Attribute['required'] = 'OPTIONAL') =>
  attribute(name, { required, exposed: 'NONE', inputType: inputValues.length > 0 ? 'SELECT' : 'INPUT', inputValues })

const notices = (noticeCategoryName: string, names: string[], optional: string[] = []) => ({
  noticeCategoryName,
  noticeCategoryDetailNames: [
    ...names.map((noticeCategoryDetailName) => ({ noticeCategoryDetailName, required: 'MANDATORY' as const })),
    ...optional.map((noticeCategoryDetailName) => ({ noticeCategoryDetailName, required: 'OPTIONAL' as const })),
  ],
})
const anyGoods = notices(
  '기타 재화',
  ['품명 및 모델명', '인증사항', '제조국(원산지)', '제조자(수입자)', '소비자상담 관련 전화번호'],
  ['취급시 주의사항'],
)
const kitchen = notices('주방용품', [
  '품명 및 모델명',
  '재질',
  '구성품',
  '크기',
  '동일모델의 출시년월',
  '제조자(수입자)',
  '제조국',
  '품질보증기준',
  'A/S 책임자와 전화번호',
])
const fashion = notices('패션잡화(모자/벨트/액세서리 등)', [
  '종류',
  '소재',
  '치수',
  '제조자(수입자)',
  '제조국',
  '취급시 주의사항',
  '품질보증기준',
  'A/S 책임자와 전화번호',
])
const chemical = notices('생활화학제품', [
  '품목 및 제품명',
  '용도 및 형태',
  '제조연월',
  '중량/용량',
  '제조자(수입자)',
  '제조국',
  '소비자상담 관련 전화번호',
])

const noneNeeded = [
  { certificationType: 'NOT_REQUIRED', name: '인증대상아님', dataType: 'NONE' as const, required: 'OPTIONAL' },
  {
    certificationType: 'PRESENTED_IN_DETAIL_PAGE',
    name: '상세페이지 별도표기',
    dataType: 'NONE' as const,
    required: 'OPTIONAL',
  },
]
const certificate = (
  certificationType: string,
  name: string,
  required: string,
  dataType: 'CODE' | 'NONE' = 'CODE',
) => ({
  certificationType,
  name,
  dataType,
  required,
})

const plain: Meta = {
  isAllowSingleItem: true,
  attributes: [attribute('색상'), count('수량'), filter('재질'), filter('사용 장소', ['실내', '실외', '공용'])],
  noticeCategories: [kitchen, anyGoods],
  requiredDocumentNames: [
    { templateName: '수입신고필증', required: 'MANDATORY_PARALLEL_IMPORTED' },
    { templateName: '인보이스영수증', required: 'MANDATORY_OVERSEAS_PURCHASED' },
  ],
  certifications: noneNeeded,
  allowedOfferConditions: ['NEW'],
}
const worn: Meta = {
  ...plain,
  attributes: [
    attribute('색상'),
    attribute('사이즈'),
    filter('소재'),
    filter('사용계절', ['봄', '여름', '가을', '겨울', '사계절']),
  ],
  noticeCategories: [fashion, anyGoods],
}
const washed: Meta = {
  ...plain,
  attributes: [
    measure('개당 용량', ['ml', 'L'], '1'),
    measure('개당 중량', ['g', 'kg'], '1'),
    count('개당 수량', '1'),
    count('수량'),
    filter('향'),
  ],
  noticeCategories: [chemical],
  certifications: [
    certificate('KC_HOUSEHOLD_CERTIFICATION', '[생활용품] 안전인증', 'MANDATORY'),
    certificate('KC_HOUSEHOLD_CONFIRM', '[생활용품] 안전확인', 'MANDATORY'),
    ...noneNeeded,
  ],
}
const wired: Meta = {
  ...plain,
  attributes: [attribute('색상'), count('수량'), filter('전원 방식', ['건전지', 'USB', '220V'], 'MANDATORY')],
  noticeCategories: [anyGoods],
  certifications: [certificate('KC_ELECTRONICS_CERTIFICATION', '[전기용품] 안전인증', 'RECOMMEND'), ...noneNeeded],
}
const chosen: Meta = {
  ...plain,
  attributes: [
    attribute('색상계열', { inputType: 'SELECT', inputValues: ['블랙', '화이트', '그레이', '블루', '기타'] }),
    count('수량'),
  ],
  noticeCategories: [anyGoods],
}

const metaFor = (path: readonly string[]): { meta: Meta; strict: boolean } => {
  const text = path.join(' ')
  if (/세제|화학|방향/.test(text)) return { meta: washed, strict: false }
  if (/양말|의류|신발|모자/.test(text)) return { meta: worn, strict: false }
  if (/전자|전기|조명|충전|케이블|디지털/.test(text)) return { meta: wired, strict: false }
  if (/수건|파우치/.test(text)) return { meta: chosen, strict: true }
  return { meta: plain, strict: false }
}

const FIRST_LEAF = 70_001

/** Categories of the same goods that the practice wholesalers sell, and the one of the manual's example. */
export const leaves: readonly Leaf[] = [
  ...categoryTree.flatMap((top) =>
    top.children.flatMap((middle) =>
      middle.leaves.map((leaf) => ({ path: [top.name, middle.name, leaf.name], words: [leaf.name, ...leaf.goods] })),
    ),
  ),
].map(({ path, words }, at) => ({ code: FIRST_LEAF + at, name: path.at(-1) ?? '', path, words, ...metaFor(path) }))

const holderLeaf: Leaf = {
  code: 78_877,
  name: '휴대폰 거치대',
  path: ['자동차용품', '실내용품', '휴대폰 거치대'],
  words: ['송풍구'],
  meta: { ...plain, noticeCategories: [anyGoods] },
  strict: false,
}
/** In the tree, but closed. */
export const closedLeaf: Leaf = {
  ...holderLeaf,
  code: 79_001,
  name: '카세트',
  path: ['자동차용품', '실내용품', '카세트'],
  words: ['카세트'],
}

export const allLeaves: readonly Leaf[] = [...leaves, holderLeaf, closedLeaf]

interface TreeNode {
  displayItemCategoryCode: number
  name: string
  status: string
  child: TreeNode[]
}

/** The tree as `display-categories` answers it. */
export function tree(closed: ReadonlySet<number>): TreeNode {
  const root: TreeNode = { displayItemCategoryCode: 0, name: 'ROOT', status: 'ACTIVE', child: [] }
  let inner = 60_000
  for (const leaf of allLeaves) {
    let node = root
    for (const name of leaf.path.slice(0, -1)) {
      let next = node.child.find((one) => one.name === name)
      if (next === undefined) {
        inner += 1
        next = { displayItemCategoryCode: inner, name, status: 'ACTIVE', child: [] }
        node.child.push(next)
      }
      node = next
    }
    const status = closed.has(leaf.code) ? 'DISABLED' : 'ACTIVE'
    node.child.push({ displayItemCategoryCode: leaf.code, name: leaf.name, status, child: [] })
  }
  return root
}

export const subtree = (node: TreeNode, code: number): TreeNode | null => {
  if (node.displayItemCategoryCode === code) return node
  for (const one of node.child) {
    const found = subtree(one, code)
    if (found !== null) return found
  }
  return null
}
