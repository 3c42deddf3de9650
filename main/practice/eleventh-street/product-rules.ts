import type { PracticeCategory } from './categories.ts'
import { byteLength } from './euckr.ts'
import { noticeDates, noticeItems } from './notices.ts'
import { optionNames, type PracticeOption, Refused, readOptions } from './option-rules.ts'
import { childOf, childrenOf, valueIn, type XmlNode } from './xml.ts'

/** The guide's elements in the guide's order. Whether the service minds is not known; here it does. */
const order = [
  'selMnbdNckNm',
  'selMthdCd',
  'dispCtgrNo',
  'prdTypCd',
  'prdNm',
  'advrtStmt',
  'brand',
  'apiPrdAttrBrandCd',
  'rmaterialTypCd',
  'orgnTypCd',
  'orgnTypDtlsCd',
  'orgnNmVal',
  'ProductRmaterial',
  'beefTraceStat',
  'sellerPrdCd',
  'suplDtyfrPrdClfCd',
  'prdStatCd',
  'minorSelCnYn',
  'prdImage01',
  'prdImage02',
  'prdImage03',
  'prdImage04',
  'prdImage09',
  'htmlDetail',
  'ProductCertGroup',
  'selPrdClfCd',
  'aplBgnDy',
  'aplEndDy',
  'selPrc',
  ...optionNames,
  'prdSelQty',
  'dlvCnAreaCd',
  'dlvWyCd',
  'dlvEtprsCd',
  'dlvSendCloseTmpltNo',
  'dlvCstInstBasiCd',
  'dlvCst1',
  'dlvCst3',
  'dlvCst4',
  'PrdFrDlvBasiAmt',
  'dlvCnt1',
  'dlvCnt2',
  'bndlDlvCnYn',
  'dlvCstPayTypCd',
  'jejuDlvCst',
  'islandDlvCst',
  'addrSeqOut',
  'addrSeqIn',
  'rtngdDlvCst',
  'exchDlvCst',
  'rtngdDlvCd',
  'asDetail',
  'rtngExchDetail',
  'dlvClf',
  'mnfcDy',
  'eftvDy',
  'ProductNotification',
  'company',
  'modelNm',
  'modelCd',
  'stdPrdYn',
] as const
const repeated = new Set(['ProductCertGroup', 'ProductOption', 'ProductRootOption', 'ProductRmaterial'])

const fail = (message: string): never => {
  throw new Refused(`상품등록실패 : ${message}`)
}

const checkOrder = (product: XmlNode): void => {
  let last = -1
  const seen = new Set<string>()
  for (const { name } of product.children) {
    const at = (order as readonly string[]).indexOf(name)
    if (at < 0) fail(`알 수 없는 Element(${name})입니다.`)
    if (at < last) fail(`Element(${name})의 순서를 확인해 주세요.`)
    if (seen.has(name) && !repeated.has(name)) fail(`Element(${name})가 중복되었습니다.`)
    seen.add(name)
    last = at
  }
}

const choices: readonly (readonly [string, RegExp, string])[] = [
  ['selMthdCd', /^0[145]$/, '판매방식은 반드시 입력해주셔야 합니다.'],
  ['prdTypCd', /^(?:01|10)$/, '서비스 상품 코드를 확인해 주세요.'],
  ['rmaterialTypCd', /^0[1-5]$/, '원재료 유형 코드를 확인해 주세요.'],
  ['orgnTypCd', /^0[123]$/, '원산지 코드를 확인해 주세요.'],
  ['suplDtyfrPrdClfCd', /^0[123]$/, '부가세/면세상품코드를 확인해 주세요.'],
  ['prdStatCd', /^(?:01|03|10)$/, '상품상태를 확인해 주세요.'],
  ['minorSelCnYn', /^[YN]$/, '미성년자 구매가능 여부를 확인해 주세요.'],
  ['dlvCnAreaCd', /^0[12]$/, '배송가능지역 코드를 확인해 주세요.'],
  ['dlvWyCd', /^0[1345]$/, '배송방법을 확인해 주세요.'],
  ['dlvEtprsCd', /^(?:\d{5})?$/, '발송택배사를 확인해 주세요.'],
  ['dlvCstInstBasiCd', /^(?:0[1-57-9]|10)$/, '배송비 종류를 확인해 주세요.'],
  ['bndlDlvCnYn', /^[YN]$/, '묶음배송 여부를 확인해 주세요.'],
  ['dlvCstPayTypCd', /^0[123]$/, '결제방법을 확인해 주세요.'],
  ['jejuDlvCst', /^\d{1,7}$/, '제주 추가 배송비를 확인해 주세요.'],
  ['islandDlvCst', /^\d{1,7}$/, '도서산간 추가 배송비를 확인해 주세요.'],
  ['rtngdDlvCst', /^\d{0,6}0$/, '반품 배송비는 10원단위로 입력하셔야 합니다.'],
  ['exchDlvCst', /^\d{0,6}0$/, '교환 배송비는 10원단위로 입력하셔야 합니다.'],
  ['dlvClf', /^02$/, '배송 주체를 확인해 주세요.'],
]

const certificateTypes: Readonly<Record<string, readonly string[]>> = {
  '01': ['101', '103', '124', '123', '102', '104', '127', '132'],
  '02': ['128', '129', '130', '134'],
  '03': ['105', '135'],
  '04': ['133', '136'],
}
const subjects: Readonly<Record<string, RegExp>> = {
  '01': /^0[123]$/,
  '02': /^0[13]$/,
  '03': /^0[13]$/,
  '04': /^0[45]$/,
}

const checkCertificates = (product: XmlNode, { required }: PracticeCategory): void => {
  const groups = childrenOf(product, 'ProductCertGroup')
  const codes = groups.map((group) => valueIn(group, 'crtfGrpTypCd'))
  if (required && ['01', '02', '03', '04'].some((code) => !codes.includes(code))) {
    fail('인증정보가 필수인 카테고리입니다. 인증정보그룹 01, 02, 03, 04를 모두 입력해주세요.')
  }
  if (new Set(codes).size !== codes.length) fail('인증정보그룹번호가 중복되었습니다.')
  groups.forEach((group, at) => {
    const code = codes[at] ?? ''
    const subject = valueIn(group, 'crtfGrpObjClfCd')
    if (!subjects[code]?.test(subject)) fail('인증정보그룹의 KC인증대상여부를 확인해 주세요.')
    const exemption = valueIn(group, 'crtfGrpExptTypCd')
    if (subject === '02' ? !/^0[23]$/.test(exemption) : exemption !== '') fail('인증정보의 KC면제유형을 확인해 주세요.')
    const certificates = childrenOf(group, 'ProductCert')
    if ((subject === '01' || subject === '04') && certificates.length === 0) fail('인증정보를 입력해 주세요.')
    for (const certificate of certificates) {
      const key = valueIn(certificate, 'certKey')
      if (!certificateTypes[code]?.includes(valueIn(certificate, 'certTypeCd'))) fail('인증유형을 확인해 주세요.')
      if (key === '' || [...key].length > 50) fail('인증번호를 확인해 주세요.')
    }
  })
}

const isNoticeDay = (value: string): boolean => {
  const [, year = '', month = '', day = ''] = /^(\d{4})\/(\d{2})\/(\d{2})$/.exec(value) ?? []
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return year !== '' && at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day)
}

const checkNotice = (product: XmlNode): void => {
  const notice = childOf(product, 'ProductNotification')
  if (notice === undefined) throw new Refused('상품등록실패 : 상품정보제공고시를 입력해 주세요.')
  const codes = noticeItems[valueIn(notice, 'type')]
  if (codes === undefined) throw new Refused('상품등록실패 : 상품정보제공고시 유형코드를 확인해 주세요.')
  const items = childrenOf(notice, 'item')
  const given = items.map((item) => valueIn(item, 'code'))
  const isWhole = codes.every((code) => given.includes(code)) && given.every((code) => codes.includes(code))
  if (!isWhole || new Set(given).size !== given.length) fail('상품정보제공고시 항목정보를 확인해 주세요.')
  for (const item of items) {
    const value = valueIn(item, 'name')
    if (value === '') fail('상품정보제공고시 항목값을 입력해 주세요.')
    if ([...value].length > 50) fail('상품정보제공고시 항목값은 50자까지 입력 가능합니다.')
    const isDay = noticeDates.has(valueIn(item, 'code')) && /\d/.test(value)
    if (/^\d{4}[-.]/.test(value) || (isDay && !isNoticeDay(value))) {
      fail('상품정보제공고시의 날짜는 YYYY/MM/DD 형식으로 입력해야 합니다.')
    }
  }
}

const checkPeriod = (product: XmlNode): void => {
  const code = valueIn(product, 'selPrdClfCd')
  const begin = valueIn(product, 'aplBgnDy')
  if (!/^(?:0:100|\d{1,3}:1\d\d|[13]y:1\d\d)$/.test(code)) fail('판매기간코드를 확인해 주세요.')
  if (begin === '') fail('판매시작일(aplBgnDy)이 누락되었습니다.')
  for (const day of [begin, valueIn(product, 'aplEndDy')]) {
    if (!/^\d{4}\/\d{2}\/\d{2}$/.test(day)) fail('판매기간은 YYYY/MM/DD 형식으로 입력해야 합니다.')
  }
}

const checkPictures = (product: XmlNode, isRefused: boolean): void => {
  for (const name of ['prdImage01', 'prdImage02', 'prdImage03', 'prdImage04']) {
    const address = valueIn(product, name)
    if (address === '' && name !== 'prdImage01') continue
    const url = URL.parse(address)
    if (url === null || !/^https?:$/.test(url.protocol)) fail(`Image URL(${name})을 확인해 주세요.`)
    if (isRefused || /\.(?:gif|bmp|svg|html?)$/i.test(url?.pathname ?? '')) {
      fail(
        'Image URL 의 소스의 Content-Type이 이미지가 아니거나, gif/jpg/jpeg 가 아닙니다. Header[Content-Type:text/html; charset=iso-8859-1]',
      )
    }
  }
}

const checkDelivery = (product: XmlNode): void => {
  const basis = valueIn(product, 'dlvCstInstBasiCd')
  const fee = valueIn(product, 'dlvCst1')
  if ((basis === '02' || basis === '03') && !/^[1-9]\d{0,6}$/.test(fee)) fail('배송비를 확인해 주세요.')
  if (basis === '01' && fee !== '') fail('무료 배송에는 배송비를 입력할 수 없습니다.')
  if (basis === '03' && !/^[1-9]\d{0,9}$/.test(valueIn(product, 'PrdFrDlvBasiAmt'))) {
    fail('상품조건부 무료 상품기준금액을 확인해 주세요.')
  }
  if (basis === '03' && valueIn(product, 'bndlDlvCnYn') !== 'N') {
    fail('상품 조건부 무료인 경우 묶음배송을 설정할 수 없습니다.')
  }
}

interface Surroundings {
  category(code: string): { category: PracticeCategory; isLeaf: boolean } | null
  outbound: ReadonlySet<string>
  inbound: ReadonlySet<string>
  templates: ReadonlySet<string>
  picturesRefused: boolean
}

export interface Accepted {
  name: string
  category: string
  sellerPrdCd: string
  price: number
  stock: number
  options: PracticeOption[]
}

/** A new product by the guide's rules (1003) and the refusals met in the field. Throws Refused with 11st's kind of words. */
export function acceptProduct(product: XmlNode, around: Surroundings): Accepted {
  checkOrder(product)
  for (const [name, pattern, words] of choices) {
    const value = valueIn(product, name)
    if (!pattern.test(value)) fail(words)
  }
  const code = valueIn(product, 'dispCtgrNo')
  const found = around.category(code)
  if (found === null) throw new Refused(`상품등록실패 : 존재하지 않는 카테고리[${code}] 입니다.`)
  if (!found.isLeaf) fail('최하위 카테고리만 입력가능합니다.')
  const name = valueIn(product, 'prdNm')
  if (name === '') fail('상품명은 반드시 입력하셔야 합니다.')
  if (byteLength(name) > 100) fail('상품명은 100바이트를 초과하여 입력하실 수 없습니다.')
  if (valueIn(product, 'brand') === '' && valueIn(product, 'apiPrdAttrBrandCd') === '') fail('브랜드를 입력해 주세요.')
  const origin = valueIn(product, 'orgnTypCd')
  if (origin === '03' && valueIn(product, 'orgnNmVal') === '') fail('원산지명을 입력해야합니다.')
  if (origin !== '03' && !/^1\d{3}$/.test(valueIn(product, 'orgnTypDtlsCd'))) fail('원산지 지역 코드를 확인해 주세요.')
  if (valueIn(product, 'htmlDetail') === '') fail('상세설명은 반드시 입력하셔야 합니다.')
  if (valueIn(product, 'asDetail') === '') fail('A/S 안내는 반드시 입력하셔야 합니다.')
  if (valueIn(product, 'rtngExchDetail') === '') fail('교환반품 안내는 반드시 입력하셔야 합니다.')
  for (const guide of ['asDetail', 'rtngExchDetail']) {
    if (byteLength(valueIn(product, guide)) > 4000) fail(`${guide}는 최대 4,000 bytes 까지 입력 가능합니다.`)
  }
  checkPictures(product, around.picturesRefused)
  checkCertificates(product, found.category)
  checkPeriod(product)
  checkDelivery(product)
  checkNotice(product)
  if (!around.outbound.has(valueIn(product, 'addrSeqOut'))) fail('출고지 주소 코드를 확인해 주세요.')
  if (!around.inbound.has(valueIn(product, 'addrSeqIn'))) fail('반품/교환지 주소 코드를 확인해 주세요.')
  const template = valueIn(product, 'dlvSendCloseTmpltNo')
  if (template !== '' && !around.templates.has(template)) fail('발송마감 템플릿번호를 확인해 주세요.')
  const price = priceIn(valueIn(product, 'selPrc'))
  if (price === null) throw new Refused('상품등록실패 : 판매가는 10원 단위로, 최대 10억 원 미만으로 입력 가능합니다.')
  const options = readOptions(product, price)
  const stated = valueIn(product, 'prdSelQty')
  if (!/^[1-9]\d{0,8}$/.test(stated)) fail('재고수량은 0으로 입력할 수 없습니다.')
  const stock = options.length === 0 ? Number(stated) : options.reduce((sum, option) => sum + option.stock, 0)
  if (stock === 0) fail('재고수량은 0으로 입력할 수 없습니다.')
  return { name, category: code, sellerPrdCd: valueIn(product, 'sellerPrdCd'), price, stock, options }
}

/** A price that 11st takes, or null. */
export const priceIn = (text: string): number | null =>
  /^[1-9]\d{0,8}$/.test(text) && Number(text) % 10 === 0 ? Number(text) : null
