/** Only fields of the schema of 2026: a single unknown one is refused with HTTP 400, and nothing is read. */

const itemFields = `
      key name model production origin price pricePolicy fixedPrice searchKeywords
      category { key name fullName }
      content shippingFee shippingType boxQuantity images(size: large) status
      options { key price quantity status optionAttributes { name value } }
      taxFree adultOnly returnable noReturnReason guaranteedShippingPeriod
      openmarketSellable attributes closingTime returnCriteria metadata createdAt updatedAt`

/** The conditions of a collect; what is not given is left out of the variables and so out of the query. */
const conditions = '$from: Timestamp!, $search: String, $category: String, $minPrice: Int, $maxPrice: Int'
const given = 'dateFrom: $from, search: $search, category: $category, minPrice: $minPrice, maxPrice: $maxPrice'

export const queries = {
  Page: `query Page($first: Int!, $after: String, ${conditions}) {
  allItems(first: $first, after: $after, ${given}) {
    pageInfo { hasNextPage endCursor }
    edges { cursor node {${itemFields}
    } }
  }
}`,
  Count: `query Count($first: Int!, $after: String, ${conditions}) {
  allItems(first: $first, after: $after, ${given}) {
    pageInfo { hasNextPage endCursor }
    edges { cursor }
  }
}`,
  Keys: `query Keys($keys: [ID!]!) {
  itemsByKeys(keys: $keys) {${itemFields}
  }
}`,
  Histories: `query Histories($first: Int!, $after: String, $from: Timestamp!, $until: Timestamp!, $kind: ItemHistoryKind) {
  itemHistories(first: $first, after: $after, dateFrom: $from, dateTo: $until, kind: $kind) {
    pageInfo { hasNextPage endCursor }
    edges { node { itemKey kind createdAt } }
  }
}`,
  Categories: `query Categories($first: Int!, $after: String) {
  allCategories(first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { node { key name parent { key } } }
  }
}`,
} as const
export type QueryName = keyof typeof queries
