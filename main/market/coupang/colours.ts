import type { FormField } from '../port.ts'

/** Each colour under the words that names and categories use for it. */
const colours: readonly (readonly string[])[] = [
  ['블랙', '검정', '검정색', '검은색', 'black'],
  ['화이트', '흰색', '하얀색', '백색', 'white'],
  ['그레이', '회색', 'gray', 'grey'],
  ['차콜', 'charcoal'],
  ['네이비', '남색', 'navy'],
  ['블루', '파랑', '파란색', '청색', 'blue'],
  ['스카이블루', '하늘색'],
  ['레드', '빨강', '빨간색', '적색', 'red'],
  ['핑크', '분홍', '분홍색', 'pink'],
  ['옐로우', '옐로', '노랑', '노란색', '황색', 'yellow'],
  ['그린', '초록', '초록색', '녹색', 'green'],
  ['카키', 'khaki'],
  ['오렌지색', '주황', '주황색'],
  ['퍼플', '보라', '보라색', 'purple'],
  ['브라운', '갈색', 'brown'],
  ['베이지', '베이지색', 'beige'],
  ['아이보리', '아이보리색', 'ivory'],
  ['크림색'],
  ['실버', '은색', 'silver'],
  ['골드', '금색', 'gold'],
  ['로즈골드'],
  ['민트색'],
  ['와인색'],
  ['투명', '투명색'],
]

const isColour = (label: string) => /^(?:색상|색깔|컬러|칼라|colou?r)$/i.test(label.replace(/\s+/g, ''))

const familyOf = (word: string) => colours.find((words) => words.includes(word.toLowerCase()))

/**
 * The colour that a product's name says as a word of its own, for a field that asks for one; null where it names none or
 * several. A choice is answered in the category's own spelling.
 */
export function colourIn(name: string, field: FormField): string | null {
  if (!isColour(field.label)) return null
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => familyOf(word) !== undefined)
  const [word] = words
  const family = word === undefined ? undefined : familyOf(word)
  if (word === undefined || family === undefined || words.some((other) => familyOf(other) !== family)) return null
  if (field.kind !== 'choice') return word
  const spelt = (value: string) => value.replace(/\s+/g, '').toLowerCase()
  return field.choices?.find(({ value }) => family.includes(spelt(value)))?.value ?? null
}
