import { useState } from 'react'
import { useCall as useProduct } from '../../../app/query.ts'
import { useStrings } from '../../../strings/index.ts'
import products from '../../products/detail.module.css'
import { CategoryPicker } from '../CategoryPicker.tsx'
import { Part } from './Part.tsx'
import { useWorking } from './useDetail.ts'

/** Where on the market the listing goes; what is chosen here is suggested for the wholesaler's category from now on. */
export function CategoryPart() {
  const s = useStrings()
  const d = s.listing
  const { detail, pending, change } = useWorking()
  const product = useProduct('products.get', { wholesaler: detail.wholesaler, productId: detail.productId }).data
  const [picked, setPicked] = useState<{ code: string; path: string } | null>(null)
  const value = typeof pending.category === 'string' ? pending.category : detail.content.category
  const text =
    value === null
      ? d.category.unmapped
      : picked?.code === value
        ? picked.path
        : value === detail.category
          ? (detail.categoryPath ?? value)
          : value
  return (
    <Part field="category" title={d.category.title} edit="category">
      <CategoryPicker
        market={detail.market}
        of={product === undefined ? null : { wholesaler: detail.wholesaler, path: product.category }}
        value={value}
        label={d.category.title}
        text={text}
        onPick={(category) => {
          setPicked(category)
          change({ category: category.code })
        }}
      />
      {product === undefined ? null : (
        <p className={products.note}>
          {d.category.from(s.products.wholesaler[detail.wholesaler], product.category || '–')}
        </p>
      )}
      {typeof pending.category === 'string' ? <p className={products.note}>{d.category.formLater}</p> : null}
    </Part>
  )
}
