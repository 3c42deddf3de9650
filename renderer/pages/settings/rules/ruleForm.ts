import type { RuleValues, StoredRule } from '../../../../shared/contract/listing-shapes.ts'
import { fractionOf, percentOf } from './percent.ts'

export const rateFields = ['feeRate', 'targetMarginRate', 'minMarginRate'] as const
export const wonFields = ['shipping', 'roundTo', 'minPrice'] as const
export type RuleForm = Record<(typeof rateFields)[number] | (typeof wonFields)[number], string> & {
  roundDirection: string
}

export const emptyForm: RuleForm = {
  feeRate: '',
  targetMarginRate: '',
  minMarginRate: '',
  shipping: '',
  roundTo: '',
  minPrice: '',
  roundDirection: '',
}

/** What is offered where a market has no rule yet. The fee is the operator's to say: it differs by category. */
export const firstForm: RuleForm = {
  ...emptyForm,
  targetMarginRate: '20',
  minMarginRate: '10',
  shipping: '3000',
  roundTo: '100',
  roundDirection: 'up',
}

const shown = (value: number | null | undefined) => (value === undefined || value === null ? '' : String(value))

export const formOf = (rule: StoredRule['rule']): RuleForm => ({
  ...emptyForm,
  ...Object.fromEntries(
    rateFields.map((field) => [field, rule[field] === undefined ? '' : String(percentOf(rule[field] ?? 0))]),
  ),
  ...Object.fromEntries(wonFields.map((field) => [field, shown(rule[field])])),
  roundDirection: rule.roundDirection ?? '',
})

/** Only the values that were given: narrower rules carry what differs, and nothing else. */
export function valuesOf(form: RuleForm): RuleValues {
  const values: RuleValues = {}
  for (const field of rateFields) {
    const fraction = fractionOf(form[field])
    if (fraction !== null) values[field] = fraction
  }
  for (const field of wonFields) if (form[field].trim() !== '') values[field] = Number(form[field])
  const { roundDirection } = form
  if (roundDirection === 'up' || roundDirection === 'nearest' || roundDirection === 'down')
    values.roundDirection = roundDirection
  return values
}

/** The market's own rule must say everything but the minimum price. */
export const isWhole = (form: RuleForm): boolean =>
  [...rateFields, 'shipping' as const, 'roundTo' as const].every((field) => form[field].trim() !== '')

/** `ownerclan:주방용품 > 컵` as the operator reads it. */
export function targetParts(target: string): { wholesaler: string; rest: string } {
  const colon = target.indexOf(':')
  return colon < 0
    ? { wholesaler: target, rest: '' }
    : { wholesaler: target.slice(0, colon), rest: target.slice(colon + 1) }
}
