import type { Finding, ListingContent } from '../../shared/market.ts'
import type { CategoryForm, FormField } from '../market/port.ts'
import type { DraftFacts } from './facts.ts'
import { find } from './findings.ts'

type Said = Pick<ListingContent, 'name' | 'afterService' | 'options'>

/** Labels are compared without spaces, marks and case: `제조국 (원산지)` is `제조국(원산지)`. */
const compared = (label: string) =>
  label
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s()[\]·,/:_-]+/g, '')

const forms = new Map<string, string>()
/** Ten thousand drafts of a category have the same few labels. */
function form(label: string): string {
  const known = forms.get(label)
  if (known !== undefined) return known
  if (forms.size > 20_000) forms.clear()
  const made = compared(label)
  forms.set(label, made)
  return made
}

const known = (text: string | null | undefined): string | null => {
  const value = text?.trim() ?? ''
  return value === '' ? null : value
}

function factOf(field: FormField, { product }: DraftFacts, said: Said): string | null {
  switch (field.source) {
    case 'name':
      return known(said.name)
    case 'phone':
      return known(said.afterService.phone)
    case 'certificate':
      return known(product.certificates[0])
    case 'options':
      return known(said.options.map(({ values }) => values.map(({ value }) => value).join(' ')).join(', '))
    case 'quantity':
      return field.kind === 'number' && field.units === undefined ? '1' : `1${field.units?.[0] ?? '개'}`
    case undefined:
      return null
    default:
      return known(product[field.source])
  }
}

/** The market's value for what was written: itself, or the choice that is called so. Null where it is none. */
function chosen(field: FormField, value: string): string | null {
  if (field.choices === undefined || field.choices.length === 0) return value
  const wanted = form(value)
  const found =
    field.choices.find((choice) => choice.value === value) ?? field.choices.find(({ label }) => form(label) === wanted)
  return found?.value ?? null
}

const fits = (field: FormField, value: string) => field.maxLength === undefined || [...value].length <= field.maxLength
const isNumber = (value: string) => /^-?[\d,]+(?:\.\d+)?/.test(value)

/** What a certificate of the product says to a field that knows its kind of number. */
function recognised({ recognises }: FormField, { product }: DraftFacts): string | null {
  if (recognises === undefined) return null
  const pattern = new RegExp(recognises.pattern)
  for (const certificate of product.certificates) {
    const number = pattern.exec(certificate)?.[0]
    if (number !== undefined) return recognises.value ?? number
  }
  return null
}

/** A value that nobody typed is only taken where the market will. */
function derived(field: FormField, facts: DraftFacts, said: Said): string | null {
  const label = form(field.label)
  const notice = facts.product.notices.find(({ name }) => form(name) === label)
  for (const value of [known(notice?.value), recognised(field, facts), factOf(field, facts, said)]) {
    if (value === null || !fits(field, value)) continue
    const choice = field.kind === 'choice' ? chosen(field, value) : value
    if (choice === null || (field.kind === 'number' && !isNumber(choice))) continue
    return choice
  }
  return known(field.usual)
}

function typed(field: FormField, value: string): { value: string; finding: Finding | null } {
  const at = `fields.${field.key}`
  const { label } = field
  if (field.kind === 'choice') {
    const choice = chosen(field, value)
    if (choice === null) return { value, finding: find('red', 'FIELD_NOT_CHOICE', at, { label, value }) }
    return { value: choice, finding: null }
  }
  if (field.kind === 'number' && !isNumber(value)) {
    return { value, finding: find('red', 'FIELD_NOT_NUMBER', at, { label, value }) }
  }
  if (fits(field, value)) return { value, finding: null }
  return { value, finding: find('red', 'FIELD_TOO_LONG', at, { label, max: field.maxLength ?? 0 }) }
}

export interface Filled {
  fields: Record<string, string>
  findings: Finding[]
}

/** Which of the operator's entries is meant for a field: by its key, else by its label. */
function byField(fields: readonly FormField[], edits: Record<string, string>) {
  if (Object.keys(edits).length === 0) return { meant: new Map<string, string>(), unknown: [] }
  const keys = new Set(fields.map(({ key }) => key))
  const labels = new Map(fields.map(({ key, label }) => [form(label), key]))
  const meant = new Map<string, string>()
  const unknown: string[] = []
  for (const [name, value] of Object.entries(edits)) {
    const key = keys.has(name) ? name : labels.get(form(name))
    if (key === undefined) unknown.push(name)
    else meant.set(key, value)
  }
  return { meant, unknown }
}

/** The category's form filled in: what the operator typed, what the wholesaler states, what the market usually bears. */
export function filledFields(asked: CategoryForm | null, facts: DraftFacts, said: Said): Filled {
  const edits = facts.edits.fields ?? {}
  // Nothing of it is lost while the form cannot be read.
  if (asked === null) return { fields: { ...edits }, findings: [] }
  const { meant, unknown } = byField(asked.fields, edits)
  const fields: Record<string, string> = {}
  const findings = unknown.map((label) => find('yellow', 'FIELD_UNKNOWN', `fields.${label}`, { label }))
  for (const field of asked.fields) {
    const given = known(meant.get(field.key))
    const result = given === null ? null : typed(field, given)
    const value = result?.value ?? derived(field, facts, said)
    if (result?.finding) findings.push(result.finding)
    if (value !== null) fields[field.key] = value
    else if (field.required) {
      const code = field.group === 'certificate' ? 'CERTIFICATE_MISSING' : 'FIELD_MISSING'
      findings.push(find('red', code, `fields.${field.key}`, { label: field.label }))
    }
  }
  return { fields, findings }
}
