import type { ProductRow } from '../../../shared/contract/products.ts'
import { kstDateTime } from '../../../shared/time.ts'
import type { Strings } from '../../strings/index.ts'
import type { Language } from '../../ui/format.ts'
import { count } from '../../ui/format.ts'
import type { GridColumn } from '../../ui/grid/columns.ts'
import { IconLock, IconStarFilled } from '../../ui/icons.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { When } from '../../ui/When.tsx'
import { Thumb } from './Picture.tsx'
import classes from './products.module.css'
import { optionsText, placesText, priceText, shippingText, statusTones, stockText } from './words.ts'

const quietWhere = (unknown: boolean, text: string) => <span className={unknown ? 'quiet' : undefined}>{text}</span>

/** The columns of the product table, as data. */
export const productColumns = (s: Strings, language: Language): GridColumn<ProductRow>[] => {
  const c = s.products.columns
  const bars = (row: ProductRow) => row.bars.map((bar) => s.products.bars[bar]).join(', ')
  const firstBar = (row: ProductRow) => {
    const [first] = row.bars
    if (first === undefined) return s.products.notListable
    const name = s.products.bars[first]
    return row.bars.length === 1 ? name : s.products.andMore(name, row.bars.length - 1)
  }
  return [
    {
      id: 'name',
      header: c.name,
      width: 250,
      grow: 760,
      fixed: true,
      sort: 'name',
      cell: (row) => (
        <span className={classes.nameCell}>
          <Thumb url={row.imageUrl} />
          <span className="cut" title={row.name}>
            {row.name}
          </span>
          {row.chosen ? (
            <IconStarFilled size={13} role="img" aria-label={s.products.chosen} className={classes.star} />
          ) : null}
          {row.editedFields.length > 0 ? (
            <IconLock
              size={13}
              role="img"
              aria-label={s.products.edited(row.editedFields.length)}
              className={classes.lock}
            />
          ) : null}
        </span>
      ),
      text: (row) => row.name,
    },
    {
      id: 'code',
      header: c.code,
      width: 104,
      cell: (row) => <span className="num">{row.productId}</span>,
      text: (row) => row.productId,
    },
    {
      id: 'wholesaler',
      header: c.wholesaler,
      width: 92,
      cell: (row) => s.products.wholesaler[row.wholesaler],
      text: (row) => s.products.wholesaler[row.wholesaler],
    },
    {
      id: 'price',
      header: c.price,
      width: 100,
      align: 'end',
      sort: 'price',
      cell: (row) => quietWhere(row.price === null, priceText(s, row.price, language)),
      text: (row) => (row.price === null ? s.products.unknownPrice : String(row.price)),
    },
    {
      id: 'stock',
      header: c.stock,
      width: 104,
      align: 'end',
      sort: 'stock',
      cell: (row) => quietWhere(row.stock === null, stockText(s, row.stock)),
      text: (row) => (row.stock === null ? s.products.unknownStock : String(row.stock)),
    },
    {
      id: 'status',
      header: c.status,
      width: 96,
      cell: (row) => <StateBadge tone={statusTones[row.status]}>{s.products.status[row.status]}</StateBadge>,
      text: (row) => s.products.status[row.status],
    },
    {
      id: 'options',
      header: c.options,
      width: 66,
      align: 'end',
      cell: (row) => quietWhere(row.optionCount <= 1, optionsText(s, row)),
      text: (row) => String(row.optionCount),
    },
    {
      id: 'shipping',
      header: c.shipping,
      width: 104,
      align: 'end',
      cell: (row) => quietWhere(row.shippingFee === null, shippingText(s, row.shippingFee, language)),
      text: (row) => (row.shippingFee === null ? s.products.unknownShipping : String(row.shippingFee)),
    },
    {
      id: 'bars',
      header: c.bars,
      width: 172,
      cell: (row) =>
        row.listable ? (
          <span className="quiet">{s.products.listable}</span>
        ) : (
          <span className={classes.barCell} title={bars(row)}>
            <StateBadge tone="bad">{firstBar(row)}</StateBadge>
          </span>
        ),
      text: (row) => (row.listable ? s.products.listable : bars(row)),
    },
    {
      id: 'category',
      header: c.category,
      width: 150,
      grow: 260,
      hidden: true,
      cell: (row) => <span title={row.category}>{row.category.split(' > ').at(-1)}</span>,
      text: (row) => row.category,
    },
    {
      id: 'minimum',
      header: c.minimum,
      width: 92,
      align: 'end',
      hidden: true,
      cell: (row) => count(row.minimumQuantity),
      text: (row) => String(row.minimumQuantity),
    },
    {
      id: 'tax',
      header: c.tax,
      width: 72,
      hidden: true,
      cell: (row) => (row.taxFree ? s.products.taxFree : s.products.taxed),
      text: (row) => (row.taxFree ? s.products.taxFree : s.products.taxed),
    },
    {
      id: 'listedOn',
      header: s.markets.product.column,
      width: 120,
      cell: (row) => quietWhere(row.listedOn.length === 0, placesText(s, row)),
      text: (row) => placesText(s, row),
    },
    {
      id: 'updatedAt',
      header: c.updatedAt,
      width: 152,
      sort: 'updatedAt',
      cell: (row) => <When at={row.updatedAt} />,
      text: (row) => kstDateTime(row.updatedAt),
    },
    {
      id: 'addedAt',
      header: c.addedAt,
      width: 158,
      sort: 'addedAt',
      hidden: true,
      cell: (row) => <When at={row.firstSeenAt} />,
      text: (row) => kstDateTime(row.firstSeenAt),
    },
  ]
}
