/** Bodies and rows that no document promises, in a fixed rotation. */

const shapes = [
  '{"statusCode":200,"data":"점검"}',
  '{"statusCode":200}',
  '[]',
  'null',
  '42',
  '{"statusCode":200,"data":{"totalCount":"많음","list":"없음","accessToken":12,"refreshToken":[],"unitList":{}}}',
  '{"statusCode":200,"data":{"list":[[[]]],"totalPage":-1,"accessToken":"","refreshToken":""}}',
  '{"statusCode":"이백","data":[{"data":{}}]}',
] as const

export const nonsenseBody = (turn: number): string => shapes[turn % shapes.length] ?? 'null'

/** A row in the place of the one in the middle; the order it stands for is missing from that page. */
export function nonsenseRow(row: string, turn: number): string {
  const orderNo = /"orderNo":(\d+)/.exec(row)?.[1] ?? '0'
  const rows = [
    'null',
    '"주문"',
    `{"orderNo":${orderNo},"wtime":"내일","sections":17,"payments":"없음"}`,
    `{"orderNo":{"no":${orderNo}},"wtime":[],"sections":[null],"payments":[null]}`,
    '{}',
    `{"orderNo":${orderNo}}`,
    '[[]]',
    `{"orderNo":"","wtime":"2026-13-45T99:99:99.000Z","sections":[],"payments":[]}`,
  ]
  return rows[turn % rows.length] ?? 'null'
}

/** Order numbers beyond 2^53: the same digits after 9007. */
export const BIG_PREFIX = '9007'
export const withBigNumbers = (row: string): string => row.replaceAll(/"orderNo":(\d+)/g, `"orderNo":${BIG_PREFIX}$1`)
export const bigOrderNo = (orderNo: number): string => `${BIG_PREFIX}${orderNo}`
/** The plain number behind a served one, with or without the big prefix. */
export const plainOrderNo = (digits: string): number =>
  Number(digits.length > 16 && digits.startsWith(BIG_PREFIX) ? digits.slice(BIG_PREFIX.length) : digits)
