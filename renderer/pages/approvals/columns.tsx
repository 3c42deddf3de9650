import type { ListingRow } from '../../../shared/contract/listing-shapes.ts'
import { kstDateTime } from '../../../shared/time.ts'
import type { Strings } from '../../strings/index.ts'
import { count, type Language, won } from '../../ui/format.ts'
import type { GridColumn } from '../../ui/grid/columns.ts'
import { IconLock } from '../../ui/icons.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { When } from '../../ui/When.tsx'
import { Thumb } from '../products/Picture.tsx'
import products from '../products/products.module.css'
import classes from './approvals.module.css'
import type { Stage } from './view.ts'
import { levelTones, marketName, rateText, reasonText, stateTones } from './words.ts'

const quiet = (text: string) => <span className="quiet">{text}</span>

/** What would go where at which price, and what is wrong with it. */
export const listingColumns = (s: Strings, language: Language, stage: Stage): GridColumn<ListingRow>[] => {
  const c = s.approvals.columns
  const money = (value: number | null) => (value === null ? quiet(s.approvals.noPrice) : won(value, language))
  const level: GridColumn<ListingRow> = {
    id: 'level',
    header: c.level,
    width: 118,
    sort: 'level',
    cell: (row) => <StateBadge tone={levelTones[row.level]}>{s.listing.levels[row.level]}</StateBadge>,
    text: (row) => s.listing.levels[row.level],
  }
  const state: GridColumn<ListingRow> = {
    id: 'state',
    header: c.state,
    width: 122,
    cell: (row) => <StateBadge tone={stateTones[row.state]}>{s.listing.states[row.state]}</StateBadge>,
    text: (row) => s.listing.states[row.state],
  }
  const why = (row: ListingRow) =>
    row.lastError !== null && (stage === 'approved' || stage === 'rejected')
      ? row.lastError.message
      : reasonText(s, row)
  return [
    ...(stage === 'draft' ? [level] : stage === 'again' ? [level, state] : [state]),
    {
      id: 'name',
      header: c.name,
      width: 196,
      grow: 620,
      fixed: true,
      sort: 'name',
      cell: (row) => (
        <span className={products.nameCell}>
          <Thumb url={row.imageUrl} />
          <span className="cut" title={row.name}>
            {row.name}
          </span>
          {row.editedFields.length > 0 ? (
            <IconLock
              size={13}
              role="img"
              aria-label={s.approvals.edited(row.editedFields.length)}
              className={products.lock}
            />
          ) : null}
        </span>
      ),
      text: (row) => row.name,
    },
    {
      id: 'market',
      header: c.market,
      width: 142,
      cell: (row) => marketName(s, row.market),
      text: (row) => marketName(s, row.market),
    },
    {
      id: 'price',
      header: c.price,
      width: 108,
      align: 'end',
      sort: 'price',
      cell: (row) => <strong className={classes.price}>{money(row.price)}</strong>,
      text: (row) => (row.price === null ? s.approvals.noPrice : String(row.price)),
    },
    {
      id: 'margin',
      header: c.margin,
      width: 92,
      align: 'end',
      cell: (row) => (row.margin === null ? quiet('–') : won(row.margin, language)),
      text: (row) => (row.margin === null ? '' : String(row.margin)),
    },
    {
      id: 'marginRate',
      header: c.marginRate,
      width: 72,
      align: 'end',
      sort: 'marginRate',
      cell: (row) => (row.marginRate === null ? quiet('–') : rateText(row.marginRate)),
      text: (row) => (row.marginRate === null ? '' : rateText(row.marginRate)),
    },
    {
      id: 'reasons',
      header: stage === 'approved' || stage === 'rejected' ? c.answer : c.reasons,
      width: 180,
      grow: 640,
      cell: (row) => {
        const text = why(row)
        return text === '' ? (
          quiet(stage === 'approved' || stage === 'rejected' ? '–' : s.approvals.nothingWrong)
        ) : (
          <span title={row.findings.map((finding) => finding.message).join('\n') || text}>{text}</span>
        )
      },
      text: why,
    },
    {
      id: 'category',
      header: c.category,
      width: 130,
      grow: 240,
      cell: (row) =>
        row.categoryPath === null ? (
          quiet(s.approvals.unmapped)
        ) : (
          <span title={row.categoryPath}>{row.categoryPath.split(' > ').at(-1)}</span>
        ),
      text: (row) => row.categoryPath ?? '',
    },
    {
      id: 'cost',
      header: c.cost,
      width: 92,
      align: 'end',
      hidden: true,
      cell: (row) => money(row.cost),
      text: (row) => String(row.cost ?? ''),
    },
    {
      id: 'stock',
      header: c.stock,
      width: 72,
      align: 'end',
      cell: (row) => (row.stock === null ? quiet('–') : count(row.stock)),
      text: (row) => String(row.stock ?? ''),
    },
    {
      id: 'options',
      header: c.options,
      width: 64,
      align: 'end',
      hidden: true,
      cell: (row) => (row.optionCount <= 1 ? quiet(s.approvals.single) : count(row.optionCount)),
      text: (row) => String(row.optionCount),
    },
    {
      id: 'wholesaler',
      header: c.wholesaler,
      width: 92,
      hidden: true,
      cell: (row) => s.products.wholesaler[row.wholesaler],
      text: (row) => s.products.wholesaler[row.wholesaler],
    },
    {
      id: 'sku',
      header: c.sku,
      width: 170,
      hidden: true,
      cell: (row) => <span className="num">{row.sku}</span>,
      text: (row) => row.sku,
    },
    {
      id: 'updatedAt',
      header: c.updatedAt,
      width: 146,
      sort: 'updatedAt',
      hidden: true,
      cell: (row) => <When at={row.updatedAt} />,
      text: (row) => kstDateTime(row.updatedAt),
    },
  ]
}
