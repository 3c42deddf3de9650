import type { CatalogueOption, CatalogueProduct } from '../catalogue/types.ts'

const two = (n: number) => String(n).padStart(2, '0')
/** What sellers type where they do not count. */
const NOT_COUNTED = '99999'

const row = (option: CatalogueOption, base: number, index: number, name: string) => {
  const surcharge = String((option.price ?? base) - base)
  return {
    name,
    dom: '1',
    domPrice: surcharge,
    sup: option.place[0] === 5 ? '0' : '1',
    supPrice: surcharge,
    sam: '0',
    samPrice: '0',
    qty: option.stock === null ? (option.soldOut ? '0' : NOT_COUNTED) : String(option.stock),
    hid: option.hidden ? (index % 2 === 0 ? '1' : '2') : '0',
    hash: two(option.place[0] ?? 0).repeat(8),
  }
}

/** JSON text of a product's options; null for a single product. Prices in it are surcharges. */
export function selectOptOf(product: CatalogueProduct): string | null {
  const { axes, axesAre, options, index } = product
  if (axes.length === 0) return null
  const base = product.price ?? 0
  const set = axes.map(({ name, values }) => ({
    name,
    opts: values,
    domPrice: values.map(() => '0'),
    changeKey: values.map((_, at) => String(at)),
  }))
  const data: Record<string, unknown> = {}
  if (axesAre === 'combined') {
    for (const option of options)
      data[option.place.map(two).join('_')] = row(option, base, index, option.values.join('/'))
  } else {
    // Each group stands by itself: one row for each of its values.
    let number = 0
    for (const [axis, { name, values }] of axes.entries()) {
      for (const [at, value] of values.entries()) {
        const option = options.find(({ place }) => place[axis] === at)
        if (option) data[two(number)] = row(option, base, index, `${name}: ${value}`)
        number += 1
      }
    }
  }
  return JSON.stringify({
    type: axesAre === 'combined' ? 'combination' : 'independent',
    optSort: 'DA',
    set,
    orgSet: set,
    data,
  })
}
