import { kstDateTime } from '../../../shared/time.ts'
import type { PracticeCategory } from './categories.ts'
import { encodeLoose } from './euckr.ts'
import type { ShelfProduct, ShelfStock } from './shelf.ts'
import { escapeXml, tags } from './xml.ts'

export interface Answer {
  status: number
  type: string
  bytes: Buffer
}

const NAMESPACE = 'xmlns:ns2="http://skt.tmall.business.openapi.spring.service.client.domain/"'

export const xml = (body: string, status = 200): Answer => ({
  status,
  type: 'text/xml;charset=EUC-KR',
  bytes: encodeLoose(`<?xml version="1.0" encoding="EUC-KR" standalone="yes"?>\n${body}`),
})
export const plain = (status: number, text: string, type = 'text/plain'): Answer => ({
  status,
  type,
  bytes: Buffer.from(text, 'utf8'),
})

export const clientMessage = (
  resultCode: string,
  message: string,
  more: Record<string, string | number> = {},
): Answer =>
  xml(
    `<ClientMessage>${tags([['message', message], ...Object.entries(more), ['resultCode', resultCode]])}</ClientMessage>`,
  )

export const authMessage = (code: string, message: string): Answer =>
  xml(
    `<AuthMessage>${tags([
      ['resultCode', code],
      ['resultMessage', message],
    ])}</AuthMessage>`,
    500,
  )

export const KEY_UNKNOWN = 'OpenAPI Key 에 해당하는 유저가 없습니다.'
export const maintenance = (): Answer => clientMessage('-1000', '서버 점검중입니다.')

export const stateNames: Readonly<Record<string, string>> = {
  '101': '승인대기',
  '102': '승인전',
  '103': '판매중',
  '104': '품절',
  '105': '전시중지',
  '106': '판매정상종료',
  '107': '판매강제종료',
  '108': '판매금지',
  '109': '승인거부',
  '110': '승인완료',
}

const productTags = (product: ShelfProduct): string =>
  tags([
    ['bndlDlvCnYn', 'Y'],
    ['cuponcheck', 'N'],
    ['dispCtgrNo', product.category],
    ['dispCtgrStatCd', '03'],
    ['prdNm', product.name],
    ['prdNo', product.prdNo],
    ['selPrc', product.price],
    ['selPrdClfCd', ''],
    ['selStatCd', product.state],
    ['selStatNm', stateNames[product.state] ?? ''],
    ['sellerPrdCd', product.sellerPrdCd],
    ['validateMsg', 'null'],
    ['aplBgnDy', kstDateTime(product.createdAt)],
    ['aplEndDy', kstDateTime(product.endsAt)],
    ['stdPrdYn', 'Y'],
  ])

export const oneProduct = (product: ShelfProduct): Answer =>
  xml(
    `<Product>${productTags(product)}<htmlDetail><![CDATA[<!DOCTYPE html><p>상세</p>]]></htmlDetail>${tags([
      ['message', `[${product.prdNo}] 상품 정보가 정상적으로 조회되었습니다.`],
      ['nResult', 1],
    ])}</Product>`,
  )
export const noProduct = (): Answer => xml('<Product><message>상품이 없습니다.</message><nResult>0</nResult></Product>')

export const products = (rows: readonly ShelfProduct[]): Answer =>
  xml(
    `<ns2:products ${NAMESPACE}>${rows.map((row) => `<ns2:product>${productTags(row)}</ns2:product>`).join('')}</ns2:products>`,
  )

const stockTags = (product: ShelfProduct, stock: ShelfStock): string =>
  tags([
    ['addPrc', stock.surcharge],
    ['mixDtlOptNm', stock.value],
    ['mixOptNm', stock.axis],
    ['mixOptNo', ''],
    ['prdNo', product.prdNo],
    ['prdStckNo', stock.prdStckNo],
    ['prdStckStatCd', stock.inUse && stock.stock > 0 ? '01' : '02'],
    ['selQty', stock.sold],
    ['stckQty', stock.stock],
    ['optWght', stock.optWght],
    ['sellerStockCd', stock.sellerStockCd],
  ])

export const stocks = (product: ShelfProduct): Answer =>
  xml(
    `<ns2:ProductStocks ${NAMESPACE}>${product.stocks.map((stock) => `<ns2:ProductStock>${stockTags(product, stock)}</ns2:ProductStock>`).join('')}<ns2:prdNm>${escapeXml(product.name)}</ns2:prdNm><ns2:prdNo>${product.prdNo}</ns2:prdNo><ns2:sellerPrdCd>${escapeXml(product.sellerPrdCd)}</ns2:sellerPrdCd></ns2:ProductStocks>`,
  )

export interface PracticeAddress {
  addrSeq: string
  addrNm: string
  addr: string
  gnrlTlphnNo: string
  prtblTlphnNo: string
  rcvrNm: string
}

export const addresses = (rows: readonly PracticeAddress[], memNo: string): Answer => {
  const listed = rows.map(
    (row) => `<ns2:inOutAddress>${tags([...Object.entries(row), ['memNo', memNo]])}</ns2:inOutAddress>`,
  )
  return xml(
    `<ns2:inOutAddresss ${NAMESPACE}>${listed.join('')}<ns2:result_message>SUCCESS</ns2:result_message></ns2:inOutAddresss>`,
  )
}
export const noAddresses = (words: string): Answer =>
  xml(
    `<ns2:inOutAddresss ${NAMESPACE}><ns2:result_message>${escapeXml(words)}</ns2:result_message></ns2:inOutAddresss>`,
  )

export interface PracticeTemplate {
  prdInfoTmpltNo: string
  prdInfoTmpltNm: string
  sendClfCd: '01' | '02' | '03'
}

export const templates = (rows: readonly PracticeTemplate[]): Answer =>
  xml(
    `<productInformationTemplateList>${rows.map((row) => `<templateBOList>${tags(Object.entries(row))}</templateBOList>`).join('')}<result_message>성공</result_message></productInformationTemplateList>`,
  )

const yesNo = (value: boolean) => (value ? 'Y' : 'N')

/** The whole tree says `leafYn`, a single category what certificates it wants. */
export const categories = (rows: readonly PracticeCategory[], leaves: ReadonlySet<string>): Answer =>
  xml(
    `<ns2:categorys ${NAMESPACE}>${rows
      .map(
        ({ code, name, parent, depth }) =>
          `<ns2:category>${tags([
            ['depth', depth],
            ['dispNm', name],
            ['dispNo', code],
            ['parentDispNo', parent],
            ['gblDlvYn', 'N'],
            ['engDispYn', 'N'],
            ['leafYn', yesNo(leaves.has(code))],
          ])}</ns2:category>`,
      )
      .join('')}</ns2:categorys>`,
  )
export const categoryDetail = (rows: readonly PracticeCategory[], depth: number): Answer =>
  xml(
    `<ns2:categorys ${NAMESPACE}>${rows
      .map(
        (row) =>
          `<ns2:category>${tags([
            ['depth', row.depth - depth + 1],
            ['dispNm', row.name],
            ['dispNo', row.code],
            ['parentDispNo', row.parent],
            ['engDispYn', 'N'],
            ['certType', row.certType],
            ['requiredYn', yesNo(row.required)],
          ])}</ns2:category>`,
      )
      .join('')}</ns2:categorys>`,
  )
