import { NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FormFieldView } from '../../../../shared/contract/listing-shapes.ts'
import { useStrings } from '../../../strings/index.ts'
import ui from '../../../ui/ui.module.css'
import classes from './detail.module.css'
import { groupsOf, splitUnit } from './form.ts'
import { Part, Reasons } from './Part.tsx'
import { findingsOf, useWorking } from './useDetail.ts'

/** What the category asks, group by group; what is required and wrong stands first. */
export function FormPart() {
  const s = useStrings()
  const d = s.listing
  const { detail } = useWorking()
  const groups = groupsOf(detail.form)
  if (groups.length === 0) {
    return (
      <Part field="fields" title={d.form.title} edit="fields">
        <p className="quiet">{detail.category === null ? d.form.noCategory : d.form.nothing}</p>
      </Part>
    )
  }
  return (
    <section id="part-fields" aria-label={d.form.title}>
      {groups.map(({ group, required, optional }, i) => (
        <FormGroup key={group} title={d.form.groups[group]} required={required} optional={optional} first={i === 0} />
      ))}
    </section>
  )
}

interface GroupProps {
  title: string
  required: readonly FormFieldView[]
  optional: readonly FormFieldView[]
  first: boolean
}

function FormGroup({ title, required, optional, first }: GroupProps) {
  const s = useStrings()
  const { detail } = useWorking()
  const [all, setAll] = useState(false)
  const wanted = optional.filter(
    (field) =>
      (detail.content.fields[field.key] ?? '') !== '' || findingsOf(detail.findings, `fields.${field.key}`).length > 0,
  )
  const shown = [...required, ...(all ? optional : wanted)]
  return (
    // The findings of a field stand under the field, none under the whole.
    <Part field="form" title={title} {...(first ? { edit: 'fields' as const } : {})}>
      <div className={classes.form}>
        {shown.map((field) => (
          <FormInput key={field.key} field={field} />
        ))}
      </div>
      {!all && wanted.length < optional.length ? (
        <button type="button" className={ui.linkButton} onClick={() => setAll(true)}>
          {s.listing.form.more(optional.length - wanted.length)}
        </button>
      ) : null}
    </Part>
  )
}

function FormInput({ field }: { field: FormFieldView }) {
  const s = useStrings()
  const f = s.listing.form
  const { detail, pending, change } = useWorking()
  const findings = findingsOf(detail.findings, `fields.${field.key}`)
  const value = pending.fields?.[field.key] ?? detail.content.fields[field.key] ?? ''
  const set = (next: string) => change({ fields: { ...pending.fields, [field.key]: next } })
  const usual = field.usual !== undefined && value === field.usual
  const common = {
    label: field.label,
    withAsterisk: field.required,
    description: field.help,
    ...(findings.some(({ level }) => level === 'red') ? { 'data-error': true } : {}),
  }
  return (
    <div className={classes.formField} id={`part-fields.${field.key}`}>
      {field.kind === 'choice' ? (
        <Select
          {...common}
          data={(field.choices ?? []).map((choice) => ({ value: choice.value, label: choice.label }))}
          searchable={(field.choices?.length ?? 0) > 8}
          clearable={!field.required}
          placeholder={f.choose}
          value={value === '' ? null : value}
          onChange={(next) => set(next ?? '')}
        />
      ) : field.units !== undefined && field.units.length > 0 ? (
        <UnitInput field={field} value={value} common={common} onChange={set} />
      ) : (
        <TextInput
          {...common}
          value={value}
          maxLength={field.maxLength ?? 5000}
          inputMode={field.kind === 'number' ? 'decimal' : 'text'}
          placeholder={field.kind === 'date' ? f.datePlaceholder : (field.usual ?? '')}
          onChange={(event) => set(event.currentTarget.value)}
        />
      )}
      {usual ? <p className={classes.usual}>{f.usual}</p> : null}
      <Reasons findings={findings} />
    </div>
  )
}

interface UnitProps {
  field: FormFieldView
  value: string
  common: object
  onChange: (value: string) => void
}

function UnitInput({ field, value, common, onChange }: UnitProps) {
  const s = useStrings()
  const units = field.units ?? []
  const { number, unit } = splitUnit(value, units)
  const join = (nextNumber: string, nextUnit: string) => onChange(nextNumber === '' ? '' : `${nextNumber}${nextUnit}`)
  return (
    <div className={classes.unit}>
      <NumberInput {...common} allowDecimal value={number} min={0} onChange={(next) => join(String(next), unit)} />
      <Select
        aria-label={s.listing.form.unitOf(field.label)}
        w={92}
        allowDeselect={false}
        data={units}
        value={unit}
        onChange={(next) => join(number, next ?? unit)}
      />
    </div>
  )
}
