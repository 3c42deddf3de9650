import type { FormFieldView } from '../../../../shared/contract/listing-shapes.ts'

const parts = new Set([
  'name',
  'category',
  'price',
  'options',
  'stock',
  'images',
  'description',
  'delivery',
  'afterService',
  'requestReview',
])
const ofForm = (field: string) => (field.startsWith('fields.') ? field.slice('fields.'.length) : null)

/** Whether a finding has a place of its own in the drawer; one about a field that the form does not show has none. */
export function placed(field: string, form: readonly FormFieldView[]): boolean {
  const key = ofForm(field)
  if (key !== null) return form.some((entry) => entry.key === key)
  return field === 'fields' ? form.length === 0 : parts.has(field.split('.')[0] ?? '')
}

/** The id of the place where a finding stands. */
export const anchorOf = (field: string): string =>
  ofForm(field) === null ? `part-${field.split('.')[0] ?? ''}` : `part-${field}`
