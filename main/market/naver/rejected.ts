import { failMarket, type MarketError } from '../errors.ts'
import { failNaver } from './errors.ts'
import type { InvalidInput, Refusal } from './refusal.ts'
import { fieldNamed } from './wire-names.ts'

/** What Naver's words for a fault mean, where they alone do not say (api/naver.md 2.8). */
const meanings: readonly (readonly [RegExp, string])[] = [
  [/^NotNull$/i, '값이 빠졌습니다.'],
  [/PhotoInfraUpload\.extension/i, 'JPG, PNG, GIF, BMP가 아니거나 파일 이름에 확장자가 없습니다.'],
  [/PhotoInfraUpload\.unavailable/i, '네이버에 올린 이미지의 주소가 아닙니다.'],
  [/unitPriceYn/i, '단위가격을 표시해야 하는 카테고리입니다.'],
  [/NotAuthority\.product\.category/i, '스마트스토어센터에서 이 카테고리의 판매 권한을 신청해야 합니다.'],
  [/certificationInfos\.kindType/i, '인증 정보가 필요한 카테고리입니다.'],
  [/Restricted\.sellerTags/i, '쓸 수 없는 태그가 있습니다.'],
  [/CheckValidationIsbn/i, 'ISBN이 올바르지 않습니다.'],
]

const meaningOf = ({ type }: InvalidInput) => meanings.find(([pattern]) => pattern.test(type))?.[1]

/** Naver's own words, what they mean, and its own names for both. */
const sentence = (input: InvalidInput): string => {
  const label = fieldNamed(input.name, input.type)?.label ?? (input.name || '항목 이름 없음')
  const words =
    [meaningOf(input), input.message].filter((one) => one !== undefined && one !== '').join(' ') || '설명 없음'
  return `${label}: ${words}${input.type === '' ? '' : ` [${input.type}]`}`
}

const isCategoryPermission = ({ type }: InvalidInput) => /NotAuthority\.product\.category/i.test(type)

/** A no to this very request: by field where Naver names one, in its words in any case. */
export function rejection(refusal: Refusal, { id }: { id?: string } = {}): MarketError {
  const { words, code, status } = refusal
  // Without the permission nothing else matters: it is said first, under its own code.
  const inputs = [...refusal.inputs].sort((a, b) => Number(isCategoryPermission(b)) - Number(isCategoryPermission(a)))
  const serviceCode = inputs.find(({ type }) => type !== '')?.type ?? (code || String(status))
  if (status === 404 && id !== undefined)
    return failMarket('naver', 'MARKET_GONE', { kind: 'rejected' }, { id }, serviceCode)
  const fields = inputs.flatMap((input) => {
    const found = fieldNamed(input.name, input.type)
    return found === null ? [] : [{ field: found.field, message: sentence(input) }]
  })
  const said = [...inputs.map(sentence), ...(inputs.length === 0 || words !== '' ? [words] : [])].filter(
    (one) => one !== '',
  )
  const values = { serviceCode, words: said.join(' · ') || '설명 없음' }
  const failed = inputs.some(isCategoryPermission) ? 'NAVER_CATEGORY_PERMISSION' : 'NAVER_REJECTED'
  return failNaver(failed, { kind: 'rejected', fields }, { serviceCode, values })
}
