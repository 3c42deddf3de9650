import type { FormFieldView } from '../../../../shared/contract/listing-shapes.ts'

const order = ['notice', 'attribute', 'certificate', 'other'] as const

/** The fields of a category's form by group, in the market's order, required ones apart. */
export const groupsOf = (form: readonly FormFieldView[]) =>
  order
    .map((group) => {
      const fields = form.filter((field) => field.group === group)
      return {
        group,
        required: fields.filter((field) => field.required),
        optional: fields.filter((field) => !field.required),
      }
    })
    .filter(({ required, optional }) => required.length + optional.length > 0)

/** `500ml` as a number and one of the field's units; without a known unit the first one is meant. */
export function splitUnit(value: string, units: readonly string[]): { number: string; unit: string } {
  const trimmed = value.trim()
  const unit = units.toSorted((a, b) => b.length - a.length).find((known) => trimmed.endsWith(known))
  const number = (unit === undefined ? trimmed : trimmed.slice(0, -unit.length)).trim()
  return { number, unit: unit ?? units[0] ?? '' }
}
