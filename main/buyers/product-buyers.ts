import type { BuyerIndex } from './repository-index.ts'

interface ProductBuyers {
  productNo: string
  name: string
  buyers: number
}

/** How many buyers each product has, most first. A product sold under several names counts once, under its newest. */
export function buyersPerProduct(index: BuyerIndex): ProductBuyers[] {
  const names = index.products()
  const products: (ProductBuyers & { last: number })[] = []
  const places = new Map<string, number>()
  const placeOf = new Int32Array(names.newest + 1).fill(-1)
  for (let id = 1; id <= names.newest; id += 1) {
    const sold = names.get(id)
    if (sold === undefined) continue
    const productNo = sold.productNo || sold.name
    const place = places.get(productNo) ?? products.length
    places.set(productNo, place)
    placeOf[id] = place
    products[place] = { productNo, name: sold.name, buyers: 0, last: -1 }
  }
  index.items().eachProduct(index.match({}).mask, (id, buyer) => {
    const product = products[placeOf[id] ?? -1]
    if (product === undefined || product.last === buyer) return
    product.last = buyer
    product.buyers += 1
  })
  return products
    .filter((product) => product.buyers > 0)
    .map(({ productNo, name, buyers }) => ({ productNo, name, buyers }))
    .sort((a, b) => b.buyers - a.buyers || (a.productNo < b.productNo ? -1 : 1))
}
