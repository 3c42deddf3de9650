import { ActionIcon, NumberInput, Select } from '@mantine/core'
import type { Output } from '../../../shared/contract.ts'
import { useStrings } from '../../strings/index.ts'
import { IconX } from '../../ui/icons.ts'
import { DayField } from '../orders/DayField.tsx'
import classes from './access.module.css'
import { durationKinds, longestDays, type RowProblem, type RuleRow } from './ruleForm.ts'

interface Props {
  n: number
  row: RuleRow
  problem: RowProblem | undefined
  products: Output<'access.products'>['items']
  onEdit: (part: Partial<RuleRow>) => void
  onRemove: () => void
}

/** The choices of a list with what is chosen among them, also when it is sold no more. */
const withChosen = (data: { value: string; label: string }[], chosen: string | null) =>
  chosen === null || data.some(({ value }) => value === chosen) ? data : [{ value: chosen, label: chosen }, ...data]

/** One rule: for what, and for how long. */
export function RuleLine({ n, row, problem, products, onEdit, onRemove }: Props) {
  const s = useStrings()
  const r = s.accessRules
  const product = products.find(({ productNo }) => productNo === row.productNo)
  const options = (product?.options ?? []).map((option) => ({ value: option, label: option }))
  return (
    <li className={classes.rule} aria-label={r.rowOf(n)}>
      <Select
        label={r.product}
        placeholder={r.everyProduct}
        data={withChosen(
          products.map(({ productNo, name }) => ({ value: productNo, label: name })),
          row.productNo,
        )}
        value={row.productNo}
        error={problem === 'twice' ? r.twice : undefined}
        searchable
        clearable
        limit={100}
        nothingFoundMessage={s.orders.noProduct}
        onChange={(productNo) => onEdit({ productNo, option: null })}
      />
      <Select
        label={r.option}
        placeholder={r.everyOption}
        data={withChosen(options, row.option)}
        value={row.option}
        disabled={row.productNo === null || (options.length === 0 && row.option === null)}
        searchable
        clearable
        limit={100}
        onChange={(option) => onEdit({ option })}
      />
      <Select
        label={r.duration}
        data={durationKinds.map((kind) => ({ value: kind, label: r.kinds[kind] }))}
        value={row.kind}
        allowDeselect={false}
        onChange={(value) => {
          const kind = durationKinds.find((known) => known === value)
          if (kind !== undefined) onEdit({ kind })
        }}
      />
      <div className={classes.ruleEnd}>
        {row.kind === 'days' ? (
          <NumberInput
            label={r.days}
            value={row.days ?? ''}
            min={1}
            max={longestDays}
            clampBehavior="none"
            thousandSeparator=","
            suffix={r.daysSuffix}
            error={problem === 'days' ? r.daysNeeded : undefined}
            onChange={(value) => onEdit({ days: typeof value === 'number' ? value : null })}
          />
        ) : row.kind === 'until' ? (
          <DayField label={r.until} value={row.day} onChange={(day) => onEdit({ day })} />
        ) : null}
        {row.kind === 'until' && problem === 'day' ? <p className={classes.note}>{r.dayNeeded}</p> : null}
      </div>
      <ActionIcon variant="subtle" color="gray" size={32} aria-label={r.removeOf(n)} onClick={onRemove}>
        <IconX size={16} />
      </ActionIcon>
    </li>
  )
}
