import { Select } from '@mantine/core'
import { count } from './format.ts'
import classes from './ui.module.css'

interface Props<V extends string> {
  label: string
  /** Shown while nothing is chosen: any. */
  any: string
  /** Beside others in a line, px. Without it the field fills a popover and bears its label; its list stays inside, for a click on it must not close that. */
  width?: number
  listWidth?: number
  values: readonly V[]
  nameOf: (value: V) => string
  /** How many rows each choice would show; left out where nobody counts. */
  facet?: readonly { value: unknown; count: number }[] | undefined
  facetOf?: (value: V) => unknown
  value: V | undefined
  onChange: (value: V | undefined) => void
  /** Shown when a search among the choices finds none; without it they cannot be searched. */
  nothingFound?: string
}

/** One part of a list's filter: each choice says how many rows it would show, clearing means any. */
export function FacetSelect<V extends string>(props: Props<V>) {
  const { label, any, width, listWidth = 220, values, nameOf, facet, facetOf, value, onChange, nothingFound } = props
  return (
    <Select
      clearable
      placeholder={any}
      {...(width === undefined
        ? { label, comboboxProps: { withinPortal: false } }
        : { 'aria-label': label, w: width, comboboxProps: { width: listWidth, position: 'bottom-start' as const } })}
      {...(nothingFound === undefined ? {} : { searchable: true, nothingFoundMessage: nothingFound })}
      data={values.map((each) => ({ value: each, label: nameOf(each) }))}
      renderOption={({ option }) => (
        <span className={classes.facet}>
          <span className="cut">{option.label}</span>
          {facet === undefined ? null : (
            <span className={classes.facetCount}>
              {count(facet.find((entry) => entry.value === (facetOf?.(option.value as V) ?? option.value))?.count ?? 0)}
            </span>
          )}
        </span>
      )}
      value={value ?? null}
      onChange={(chosen) => onChange(values.find((each) => each === chosen))}
    />
  )
}
