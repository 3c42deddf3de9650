import type { Finding, ListingContent } from '../../../shared/market.ts'
import type { CategoryForm } from '../port.ts'
import { valuesOf } from './options.ts'

export const MAX_OPTIONS = 500

const red = (code: string, field: string, message: string): Finding => ({ level: 'red', code, field, message })
const yellow = (code: string, field: string, message: string): Finding => ({ level: 'yellow', code, field, message })

/** How far an option's price may be above the product's, as a fraction. The table is not documented (2.5); sellers meet these. */
const surchargeLimit = (price: number) => (price >= 10_000 ? 0.5 : 1)

export function optionFindings({ options, price, sku }: ListingContent, form: CategoryForm | null): Finding[] {
  if (options.length === 0) return []
  const found: Finding[] = []
  if (options.length > MAX_OPTIONS) {
    found.push(
      red('NAVER_OPTIONS_MANY', 'options', `옵션이 ${options.length}개입니다. ${MAX_OPTIONS}개까지 등록합니다.`),
    )
  }
  const axes = options.map(({ values }) => values.map(({ axis }) => axis.trim()).join('\n'))
  if (new Set(axes).size > 1)
    found.push(red('NAVER_OPTION_AXES', 'options', '옵션마다 옵션명의 구성이 달라 조합형 옵션으로 만들 수 없습니다.'))
  if (options.some(({ values }) => values.length === 0 || values.some(({ value }) => value.trim() === ''))) {
    found.push(red('NAVER_OPTION_EMPTY', 'options', '값이 비어 있는 옵션이 있습니다.'))
  }
  const combinations = options.map((option) => valuesOf(option).join('\n'))
  const twice = combinations.find((one, at) => combinations.indexOf(one) !== at)
  if (twice !== undefined)
    found.push(red('NAVER_OPTION_TWICE', 'options', `같은 옵션이 두 번 있습니다: ${twice.replaceAll('\n', ' / ')}`))
  const skus = [...options.map((option) => option.sku), sku]
  if (new Set(skus).size < options.length)
    found.push(red('NAVER_OPTION_SKU', 'options', '판매자 관리 코드가 같은 옵션이 있습니다.'))
  if (options.some((option) => option.price < price)) {
    found.push(
      red('NAVER_OPTION_BELOW', 'options', '판매가보다 싼 옵션이 있습니다. 판매가는 가장 싼 옵션의 가격이어야 합니다.'),
    )
  }
  const highest = Math.max(...options.map((option) => option.price)) - price
  if (form?.facts.freeOptionPrice !== true && price > 0 && highest > price * surchargeLimit(price)) {
    found.push(
      yellow(
        'NAVER_OPTION_SURCHARGE',
        'options',
        `옵션 추가금 ${highest.toLocaleString('ko-KR')}원이 판매가의 ${surchargeLimit(price) * 100}%를 넘어 네이버가 거절할 수 있습니다.`,
      ),
    )
  }
  const odd = options.find(({ values }) => values.some(({ axis, value }) => /[\\*?"<>]/.test(axis + value)))
  if (odd !== undefined) {
    found.push(
      yellow(
        'NAVER_OPTION_SIGNS',
        'options',
        `옵션에 네이버가 거절할 수 있는 문자( \\ * ? " < > )가 있습니다: ${valuesOf(odd).join(' / ')}`,
      ),
    )
  }
  return found
}
