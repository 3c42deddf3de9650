import { useStrings } from '../strings/index.ts'
import { IconX } from './icons.ts'
import classes from './ui.module.css'

export interface Chip {
  id: string
  name: string
  value: string
  onRemove: () => void
}

/** What a list is filtered by, each part removable by itself. */
export function Chips({ chips, onClear }: { chips: readonly Chip[]; onClear: () => void }) {
  const s = useStrings()
  if (chips.length === 0) return null
  return (
    <ul className={classes.chips}>
      {chips.map((chip) => (
        <li key={chip.id} className={classes.chip}>
          <span className={classes.chipName}>{chip.name}</span>
          <span className="cut">{chip.value}</span>
          <button type="button" aria-label={s.orders.removeFilter(chip.name)} onClick={chip.onRemove}>
            <IconX size={13} aria-hidden />
          </button>
        </li>
      ))}
      {chips.length > 1 ? (
        <li>
          <button type="button" className={classes.linkButton} onClick={onClear}>
            {s.common.clear}
          </button>
        </li>
      ) : null}
    </ul>
  )
}
