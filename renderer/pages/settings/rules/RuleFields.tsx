import { NumberInput, Select } from '@mantine/core'
import { useWords } from '../../../strings/index.ts'
import { won } from '../../../ui/format.ts'
import { type RuleForm, rateFields } from './ruleForm.ts'
import classes from './rules.module.css'

interface Props {
  form: RuleForm
  /** Values of wider rules, shown where nothing of its own is given. */
  inherited?: RuleForm
  onChange: (part: Partial<RuleForm>) => void
}

/** Hints of one line and of two: the fields stay in line above them. */
const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

/** Rates are typed in percent and stored as fractions. */
export function RuleFields({ form, inherited, onChange }: Props) {
  const { s, language } = useWords()
  const r = s.rules
  return (
    <div className={classes.fields}>
      {rateFields.map((field) => (
        <NumberInput
          key={field}
          label={r.fields[field]}
          description={r.hints[field]}
          value={form[field]}
          placeholder={inherited?.[field] ? `${inherited[field]} %` : ''}
          inputWrapperOrder={below}
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
          placeholder={inherited?.[field] ? won(Number(inherited[field]), language) : ''}
          inputWrapperOrder={below}
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
        inputWrapperOrder={below}
        allowDeselect={inherited !== undefined}
        placeholder={inherited === undefined ? '' : r.directions[inherited.roundDirection as 'up']}
        data={(['up', 'nearest', 'down'] as const).map((value) => ({ value, label: r.directions[value] }))}
        value={form.roundDirection === '' ? null : form.roundDirection}
        onChange={(value) => onChange({ roundDirection: value ?? '' })}
      />
    </div>
  )
}
