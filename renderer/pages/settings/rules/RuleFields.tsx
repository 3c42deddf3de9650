import { NumberInput, Select } from '@mantine/core'
import { useStrings } from '../../../strings/index.ts'
import { type RuleForm, rateFields } from './ruleForm.ts'
import classes from './rules.module.css'

interface Props {
  form: RuleForm
  /** Values of wider rules, shown where nothing of its own is given. */
  inherited?: RuleForm
  onChange: (part: Partial<RuleForm>) => void
}

/** Rates are typed in percent and stored as fractions. */
export function RuleFields({ form, inherited, onChange }: Props) {
  const s = useStrings()
  const r = s.rules
  const hint = (field: keyof RuleForm) => inherited?.[field] ?? ''
  return (
    <div className={classes.fields}>
      {rateFields.map((field) => (
        <NumberInput
          key={field}
          label={r.fields[field]}
          description={r.hints[field]}
          value={form[field]}
          placeholder={hint(field)}
          allowDecimal
          decimalScale={4}
          min={0}
          max={99.9999}
          suffix=" %"
          onChange={(value) => onChange({ [field]: String(value) })}
        />
      ))}
      {(['shipping', 'roundTo', 'minPrice'] as const).map((field) => (
        <NumberInput
          key={field}
          label={r.fields[field]}
          description={r.hints[field]}
          value={form[field]}
          placeholder={hint(field)}
          min={0}
          max={1_000_000_000}
          thousandSeparator=","
          suffix={r.wonSuffix}
          onChange={(value) => onChange({ [field]: String(value) })}
        />
      ))}
      <Select
        label={r.fields.roundDirection}
        description={r.hints.roundDirection}
        allowDeselect={inherited !== undefined}
        placeholder={inherited === undefined ? '' : r.directions[inherited.roundDirection as 'up']}
        data={(['up', 'nearest', 'down'] as const).map((value) => ({ value, label: r.directions[value] }))}
        value={form.roundDirection === '' ? null : form.roundDirection}
        onChange={(value) => onChange({ roundDirection: value ?? '' })}
      />
    </div>
  )
}
