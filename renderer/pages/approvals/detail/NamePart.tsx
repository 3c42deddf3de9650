import { TextInput } from '@mantine/core'
import { measured, tidyName } from '../../../../shared/rules/listing-name.ts'
import { useStrings } from '../../../strings/index.ts'
import { count } from '../../../ui/format.ts'
import classes from './detail.module.css'
import { Part } from './Part.tsx'
import { useWorking } from './useDetail.ts'

/** The name as the market will have it, measured as the market measures. */
export function NamePart() {
  const s = useStrings()
  const d = s.listing
  const { detail, pending, change, capabilities } = useWorking()
  const value = typeof pending.name === 'string' ? pending.name : detail.content.name
  const limit = capabilities?.nameLimit
  const long = limit === undefined ? 0 : measured(tidyName(value), limit.unit)
  const over = limit !== undefined && long > limit.max
  return (
    <Part field="name" title={d.name} edit="name">
      <TextInput
        aria-label={d.name}
        value={value}
        maxLength={300}
        spellCheck={false}
        error={value.trim() === '' ? d.nameNeeded : undefined}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      {limit === undefined ? null : (
        <p className={classes.measure} data-over={over || undefined} aria-live="polite">
          {d.measure[limit.unit](count(long), count(limit.max))}
          {over ? ` ${d.tooLong}` : ''}
        </p>
      )}
    </Part>
  )
}
