import type { MadePrice, NoPrice } from '../../shared/contract/listing-shapes.ts'
import type { Finding, ListingContent } from '../../shared/market.ts'
import { filled, type NameFacts, tidyName } from '../../shared/rules/listing-name.ts'
import { contentHash } from './content-hash.ts'
import { delivered } from './delivery.ts'
import { type Described, described, givenByHand } from './description.ts'
import type { DraftFacts } from './facts.ts'
import { filledFields } from './fields.ts'
import { soldThings } from './option-prices.ts'
import { skuOf } from './sku.ts'

export interface Derived {
  content: ListingContent
  hash: string
  made: MadePrice | null
  none: (NoPrice & { nextStep?: string }) | null
  cost: number | null
  descriptionFrom: Described['from']
  /** What came to light on the way; readiness adds the rest. */
  findings: Finding[]
}

const MAX_KEYWORDS = 20

const unique = (texts: readonly string[]) => [
  ...new Set(texts.map((text) => text.trim()).filter((text) => text !== '')),
]

/** What a market would be told of a product: what the operator set, else what the template and the product say. Pure. */
export function deriveContent(facts: DraftFacts): Derived {
  const { product, edits, template, adapter, category, form } = facts
  const sku = skuOf(product.wholesaler, product.productId)
  const sold = soldThings(facts, sku)
  const names: NameFacts = {
    ...{ name: product.name, brand: product.brand, maker: product.maker, model: product.model },
    ...{ origin: product.origin, productId: product.productId },
    option: sold.options.map(({ values }) => values.map(({ value }) => value).join(' ')).join(', '),
  }
  const name = tidyName(edits.name ?? filled(template.namePattern, names))
  const images = unique(edits.images ?? product.images).slice(0, adapter.capabilities.maxImages)
  const delivery = delivered(facts)
  const afterService = { phone: delivery.phone, guide: edits.afterService?.guide ?? template.afterServiceGuide }
  const description: Described =
    edits.descriptionHtml === undefined || edits.descriptionHtml === null
      ? described(product.descriptionHtml, images, template, { ...names, name })
      : givenByHand(edits.descriptionHtml)
  const asked = form !== null && 'value' in form ? form.value : null
  const { fields, findings } = filledFields(asked, facts, { name, afterService, options: sold.options })
  const content: ListingContent = {
    ...{ sku, name, category: category?.code ?? null },
    ...{ price: sold.price, stock: sold.stock, options: sold.options, images },
    descriptionHtml: description.html,
    ...{ brand: product.brand, maker: product.maker, model: product.model, origin: product.origin },
    ...{ taxFree: product.taxFree, adultOnly: product.adultOnly },
    keywords: unique(edits.keywords ?? product.keywords).slice(0, MAX_KEYWORDS),
    delivery: delivery.delivery,
    ...{ afterService, fields },
    requestReview: edits.requestReview ?? template.requestReview,
  }
  return {
    content,
    hash: contentHash(content),
    ...{ made: sold.made, none: sold.none, cost: sold.cost },
    descriptionFrom: description.from,
    findings: [...sold.findings, ...delivery.findings, ...findings],
  }
}
