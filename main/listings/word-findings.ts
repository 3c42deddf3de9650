import type { ListingWord } from '../../shared/contract/listing-shapes.ts'
import { type Finding, type ListingContent, marketNames } from '../../shared/market.ts'
import { textOfClean } from './clean-html.ts'
import { find } from './findings.ts'
import type { WordCheck } from './words.ts'

const places = {
  name: '상품명',
  brand: '브랜드',
  keywords: '검색어',
  options: '옵션',
  description: '상세 설명',
} as const
const kinds = { stop: '금칙어', warn: '경고어' } as const

/** A list of five thousand words would otherwise fill the page. */
const MOST = 10

const listName = ({ kind, market }: ListingWord) =>
  `${market === null ? '모든 마켓' : marketNames[market]} ${kinds[kind]} 목록`

function textsOf({
  name,
  brand,
  keywords,
  options,
  descriptionHtml,
}: ListingContent): Record<keyof typeof places, string> {
  const values = new Set(options.flatMap((option) => option.values.flatMap(({ axis, value }) => [axis, value])))
  return {
    name,
    brand: brand ?? '',
    keywords: keywords.join(' / '),
    options: [...values].join(' / '),
    description: textOfClean(descriptionHtml),
  }
}

/** The words of the operator's lists, each beside the field in which it stands. */
export function wordFindings(words: WordCheck, content: ListingContent): Finding[] {
  if (words.isEmpty) return []
  return Object.entries(textsOf(content)).flatMap(([field, text]) =>
    text === ''
      ? []
      : words
          .in(text)
          .slice(0, MOST)
          .map((entry) => {
            const values = { place: places[field as keyof typeof places], word: entry.word, list: listName(entry) }
            return entry.kind === 'stop'
              ? find('red', 'WORD_STOP', field, { ...values, reason: entry.reason === '' ? '' : ` (${entry.reason})` })
              : find('yellow', 'WORD_WARN', field, {
                  ...values,
                  reason: entry.reason === '' ? '' : ` (${entry.reason})`,
                })
          }),
  )
}
