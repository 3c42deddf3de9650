import type { ListingContent } from '../../../shared/market.ts'

/** One thing that is not as it was approved. Values are text ready for the eye, or null where only the fact counts. */
export interface Difference {
  field: string
  /** A label of the category's form, or '' where `field` says it all. */
  label: string
  before: string | number | null
  after: string | number | null
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

const optionText = (option: ListingContent['options'][number]) =>
  option.values.map(({ value }) => value).join(' / ') || option.key

function ofOptions(before: ListingContent['options'], after: ListingContent['options']): Difference[] {
  const was = new Map(before.map((option) => [option.key, option]))
  const is = new Map(after.map((option) => [option.key, option]))
  return [
    ...after
      .filter((option) => !was.has(option.key))
      .map((option) => ({ field: 'optionAdded', label: optionText(option), before: null, after: option.price })),
    ...before
      .filter((option) => !is.has(option.key))
      .map((option) => ({ field: 'optionRemoved', label: optionText(option), before: option.price, after: null })),
    ...after.flatMap((option) => {
      const old = was.get(option.key)
      if (old === undefined) return []
      const price = old.price === option.price ? [] : [{ field: 'optionPrice', before: old.price, after: option.price }]
      const values = same(old.values, option.values)
        ? []
        : [{ field: 'optionName', before: optionText(old), after: optionText(option) }]
      return [...price, ...values].map((change) => ({ ...change, label: optionText(option) }))
    }),
  ]
}

const plain = ['name', 'category', 'price', 'brand', 'maker', 'model', 'origin'] as const
const flags = ['taxFree', 'adultOnly', 'requestReview'] as const

const feeText = (fee: ListingContent['delivery']['fee']) =>
  fee.kind === 'free' ? 'free' : fee.kind === 'flat' ? `flat ${fee.fee}` : `free_over ${fee.fee} ${fee.over}`

/**
 * What changed since an approval, as before → after. Pieces offered are left out: stock moves by itself and asks for no approval.
 * @param labelOf names a key of the category's form
 */
export function differencesOf(
  before: ListingContent,
  after: ListingContent,
  labelOf: (key: string) => string = (key) => key,
): Difference[] {
  const list: Difference[] = []
  const add = (field: string, was: Difference['before'], is: Difference['after'], label = '') => {
    if (was !== is) list.push({ field, label, before: was, after: is })
  }
  for (const field of plain) add(field, before[field], after[field])
  list.push(...ofOptions(before.options, after.options))
  if (!same(before.images, after.images)) add('images', before.images.length, after.images.length)
  if (!same(before.images, after.images) && before.images.length === after.images.length)
    list.push({ field: 'images', label: '', before: null, after: null })
  if (before.descriptionHtml !== after.descriptionHtml)
    list.push({
      field: 'descriptionHtml',
      label: '',
      before: before.descriptionHtml.length,
      after: after.descriptionHtml.length,
    })
  for (const field of flags) add(field, String(before[field]), String(after[field]))
  if (!same(before.keywords, after.keywords)) add('keywords', before.keywords.join(', '), after.keywords.join(', '))
  add('afterService.phone', before.afterService.phone, after.afterService.phone)
  add('afterService.guide', before.afterService.guide, after.afterService.guide)
  add('delivery.fee', feeText(before.delivery.fee), feeText(after.delivery.fee))
  for (const field of [
    'returnFee',
    'exchangeFee',
    'jejuFee',
    'islandsFee',
    'courier',
    'dispatchDays',
    'outboundPlace',
    'returnPlace',
  ] as const)
    add(`delivery.${field}`, before.delivery[field], after.delivery[field])
  add('delivery.remoteAreas', String(before.delivery.remoteAreas), String(after.delivery.remoteAreas))
  for (const key of new Set([...Object.keys(before.fields), ...Object.keys(after.fields)]))
    add('fields', before.fields[key] ?? null, after.fields[key] ?? null, labelOf(key))
  return list
}
