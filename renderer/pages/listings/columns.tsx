import type { ListingRow } from '../../../shared/contract/listing-shapes.ts'
import { kstDateTime } from '../../../shared/time.ts'
import type { Strings } from '../../strings/index.ts'
import { count, type Language, won } from '../../ui/format.ts'
import type { GridColumn } from '../../ui/grid/columns.ts'
import { IconExternalLink } from '../../ui/icons.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { When } from '../../ui/When.tsx'
import { marketName, rateText, stateTones } from '../approvals/words.ts'
import { Thumb } from '../products/Picture.tsx'
import products from '../products/products.module.css'
import classes from './listings.module.css'
import { answerOf, shiftOf, shownText, stepOf, type Valued, valuesTitle } from './words.ts'

const quiet = (text: string) => <span className="quiet">{text}</span>

/** What is on sale where, what the market was told and has, and what it said. */
export const listedColumns = (
  s: Strings,
  language: Language,
  open: ((listingId: string) => void) | null,
): GridColumn<ListingRow>[] => {
  const c = s.listed.columns
  const money = (value: number | null) => (value === null ? quiet('–') : won(value, language))
  const pieces = (value: number | null) => (value === null ? quiet('–') : count(value))
  const plain = (value: number | null) => (value === null ? '' : String(value))
  const valued = (what: Valued, width: number): GridColumn<ListingRow> => ({
    id: what,
    header: c[what],
    width,
    align: 'end',
    ...(what === 'price' ? { sort: 'price' } : {}),
    cell: (row) => (
      <span className={classes.value} data-shift={shiftOf(row, what)?.why} title={valuesTitle(s, row, what, language)}>
        {shownText(s, row, what, language)}
      </span>
    ),
    text: (row) => shownText(s, row, what, language),
  })
  return [
    {
      id: 'state',
      header: c.state,
      width: 116,
      cell: (row) => (
        <span title={row.read.stateText ?? undefined}>
          <StateBadge tone={stateTones[row.state]}>{s.listing.states[row.state]}</StateBadge>
        </span>
      ),
      text: (row) => s.listing.states[row.state],
    },
    {
      id: 'name',
      header: c.name,
      width: 260,
      grow: 620,
      fixed: true,
      sort: 'name',
      cell: (row) => (
        <span className={products.nameCell}>
          <Thumb url={row.imageUrl} />
          <span className="cut" title={row.name}>
            {row.name}
          </span>
        </span>
      ),
      text: (row) => row.name,
    },
    {
      id: 'market',
      header: c.market,
      width: 120,
      cell: (row) => <span title={marketName(s, row.market)}>{marketName(s, row.market)}</span>,
      text: (row) => marketName(s, row.market),
    },
    valued('price', 214),
    valued('stock', 82),
    {
      id: 'step',
      header: c.step,
      width: 128,
      cell: (row) => {
        const step = stepOf(s, row)
        return step === null ? quiet('–') : <StateBadge tone={step.tone}>{step.word}</StateBadge>
      },
      text: (row) => stepOf(s, row)?.word ?? '',
    },
    {
      id: 'read',
      header: c.read,
      width: 136,
      // Each market's own time stands above the table.
      hidden: true,
      cell: (row) => <When at={row.read.at} />,
      text: (row) => (row.read.at === null ? '' : kstDateTime(row.read.at)),
    },
    {
      id: 'answer',
      header: c.answer,
      width: 130,
      grow: 360,
      cell: (row) => {
        const answer = answerOf(row)
        if (answer === null) return quiet('–')
        return (
          <span title={[answer.text, row.lastError?.nextStep, answer.code].filter(Boolean).join('\n')}>
            {answer.text} {answer.code === null ? null : <span className={`mono ${classes.code}`}>{answer.code}</span>}
          </span>
        )
      },
      text: (row) => {
        const answer = answerOf(row)
        return answer === null ? '' : [answer.text, answer.code].filter(Boolean).join(' ')
      },
    },
    {
      id: 'link',
      header: c.link,
      width: 56,
      cell: (row) =>
        row.marketUrl === null || open === null ? (
          quiet('–')
        ) : (
          // Keyboard: the key o on the row, or the button of the detail.
          <button
            type="button"
            tabIndex={-1}
            className={classes.link}
            aria-label={s.listed.openOf(row.name)}
            onClick={(event) => {
              event.stopPropagation()
              open(row.listingId)
            }}
          >
            <IconExternalLink size={15} aria-hidden />
          </button>
        ),
      text: (row) => row.marketUrl ?? '',
    },
    {
      id: 'margin',
      header: c.margin,
      width: 88,
      align: 'end',
      hidden: true,
      cell: (row) => money(row.margin),
      text: (row) => plain(row.margin),
    },
    {
      id: 'marginRate',
      header: c.marginRate,
      width: 78,
      align: 'end',
      sort: 'marginRate',
      hidden: true,
      cell: (row) => (row.marginRate === null ? quiet('–') : rateText(row.marginRate)),
      text: (row) => (row.marginRate === null ? '' : rateText(row.marginRate)),
    },
    {
      id: 'told',
      header: c.told,
      width: 96,
      align: 'end',
      hidden: true,
      cell: (row) => money(row.pushed.price),
      text: (row) => plain(row.pushed.price),
    },
    {
      id: 'readPrice',
      header: c.readPrice,
      width: 96,
      align: 'end',
      hidden: true,
      cell: (row) => money(row.read.price),
      text: (row) => plain(row.read.price),
    },
    {
      id: 'toldStock',
      header: c.toldStock,
      width: 84,
      align: 'end',
      hidden: true,
      cell: (row) => pieces(row.pushed.stock),
      text: (row) => plain(row.pushed.stock),
    },
    {
      id: 'readStock',
      header: c.readStock,
      width: 96,
      align: 'end',
      hidden: true,
      cell: (row) => pieces(row.read.stock),
      text: (row) => plain(row.read.stock),
    },
    {
      id: 'number',
      header: c.number,
      width: 132,
      hidden: true,
      cell: (row) => <span className="num">{row.marketProductId ?? '–'}</span>,
      text: (row) => row.marketProductId ?? '',
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
      id: 'wholesaler',
      header: c.wholesaler,
      width: 92,
      hidden: true,
      cell: (row) => s.products.wholesaler[row.wholesaler],
      text: (row) => s.products.wholesaler[row.wholesaler],
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
