import { searchForm } from '../../shared/search.ts'

export interface ProductName {
  id: number
  productNo: string
  name: string
}

/** Every name under which something was sold: few enough to look through one by one. */
export class ProductNames {
  readonly #all = new Map<number, ProductName & { form: string }>()
  newest = 0

  add(product: ProductName): void {
    this.#all.set(product.id, { ...product, form: searchForm(product.name) })
    this.newest = Math.max(this.newest, product.id)
  }

  get(id: number): ProductName | undefined {
    return this.#all.get(id)
  }

  /** Products of this number, or with this text in their name. */
  matching(product: string): Set<number> {
    const form = searchForm(product)
    const found = new Set<number>()
    for (const { id, productNo, form: name } of this.#all.values()) {
      if (productNo === product || name.includes(form)) found.add(id)
    }
    return found
  }

  /** Products that fit any of the filter's texts; null when it names none. */
  wanted(filter: { product?: string | undefined; products?: readonly string[] | undefined }): Set<number> | null {
    const texts = [filter.product, ...(filter.products ?? [])].flatMap((text) => text?.trim() || [])
    return texts.length === 0 ? null : new Set(texts.flatMap((text) => [...this.matching(text)]))
  }

  withName(form: string): Set<number> {
    const found = new Set<number>()
    for (const product of this.#all.values()) if (product.form.includes(form)) found.add(product.id)
    return found
  }
}
