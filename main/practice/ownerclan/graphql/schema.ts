/** The part of OwnerClan's schema of 2026 that reads use. What is not here does not exist. */

export interface FieldType {
  /** Object type, or a scalar's name. */
  type: string
  list?: boolean
  args?: Record<string, { type: string; required?: boolean; list?: boolean }>
}

export const enums: Readonly<Record<string, readonly string[]>> = {
  ItemStatus: ['available', 'soldout', 'unavailable', 'discontinued'],
  ItemSortCriteria: ['dateDesc', 'dateAsc', 'nameAsc', 'nameDesc', 'priceAsc', 'priceDesc', 'registerDateDesc'],
  ImageSize: ['large', 'medium', 'small'],
  Language: ['ko_KR', 'en_US', 'zh_CN'],
  Currency: ['KRW', 'USD', 'CNY'],
  ItemHistoryKind: [
    'soldout',
    'restocked',
    'discontinued',
    'prohibited',
    'priceIncreased',
    'priceDecreased',
    'fixedPriceIncreased',
    'fixedPriceDecreased',
    'optionPriceIncreased',
    'optionPriceDecreased',
    'optionSoldout',
    'optionRestocked',
    'optionDiscontinued',
    'stockChanged',
    'optionStockChanged',
    'boxQuantityChanged',
    'shippingFeeIncreased',
    'shippingFeeDecreased',
    'returnShippingFeeIncreased',
    'returnShippingFeeDecreased',
    'shippingTypeChanged',
    'categoryChanged',
    'nameChanged',
    'modelChanged',
    'originChanged',
    'productionChanged',
    'contentChanged',
    'imageChanged',
    'optionChanged',
    'searchKeywordsChanged',
    'adultOnlyChanged',
    'taxFreeChanged',
    'pricePolicyChanged',
    'certificateInformationChanged',
    'productNotificationInformationChanged',
  ],
}

export const scalars = ['String', 'ID', 'Int', 'Float', 'Boolean', 'Timestamp', 'HTML', 'URL', 'JSON'] as const

const paging = {
  first: { type: 'Int' },
  last: { type: 'Int' },
  after: { type: 'String' },
  before: { type: 'String' },
}
const dates = { dateFrom: { type: 'Timestamp' }, dateTo: { type: 'Timestamp' } }
const wording = { lang: { type: 'Language' }, currency: { type: 'Currency' } }
const lang = { args: { lang: { type: 'Language' } } }
const money = { type: 'Float', args: { currency: { type: 'Currency' } } }

const leaf = (type: string): FieldType => ({ type })

export const types: Readonly<Record<string, Record<string, FieldType>>> = {
  Query: {
    item: { type: 'Item', args: { key: { type: 'ID', required: true }, ...wording } },
    itemsByKeys: { type: 'Item', list: true, args: { keys: { type: 'ID', required: true, list: true }, ...wording } },
    allItems: {
      type: 'ItemsConnection',
      args: {
        ...paging,
        ...dates,
        minPrice: { type: 'Int' },
        maxPrice: { type: 'Int' },
        search: { type: 'String' },
        vendor: { type: 'String' },
        status: { type: 'ItemStatus' },
        category: { type: 'String' },
        openmarketSellable: { type: 'Boolean' },
        sortBy: { type: 'ItemSortCriteria' },
        ...wording,
      },
    },
    itemHistories: {
      type: 'ItemHistoriesConnection',
      args: { ...paging, ...dates, kind: { type: 'ItemHistoryKind' }, itemKey: { type: 'String' } },
    },
    category: { type: 'Category', args: { key: { type: 'ID', required: true }, ...lang.args } },
    allCategories: { type: 'CategoriesConnection', args: paging },
  },
  ItemsConnection: { pageInfo: leaf('PageInfo'), edges: { type: 'ItemEdge', list: true } },
  ItemHistoriesConnection: { pageInfo: leaf('PageInfo'), edges: { type: 'ItemHistoryEdge', list: true } },
  CategoriesConnection: { pageInfo: leaf('PageInfo'), edges: { type: 'CategoryEdge', list: true } },
  PageInfo: {
    hasNextPage: leaf('Boolean'),
    hasPreviousPage: leaf('Boolean'),
    startCursor: leaf('String'),
    endCursor: leaf('String'),
  },
  ItemEdge: { cursor: leaf('String'), node: leaf('Item') },
  ItemHistoryEdge: { cursor: leaf('String'), node: leaf('ItemHistory') },
  CategoryEdge: { cursor: leaf('String'), node: leaf('Category') },
  ItemHistory: {
    itemKey: leaf('String'),
    kind: leaf('ItemHistoryKind'),
    title: leaf('String'),
    valueBefore: leaf('String'),
    valueAfter: leaf('String'),
    createdAt: leaf('Timestamp'),
  },
  Category: {
    key: leaf('String'),
    id: leaf('ID'),
    name: leaf('String'),
    fullName: leaf('String'),
    attributes: { type: 'String', list: true },
    parent: leaf('Category'),
    children: { type: 'Category', list: true },
    ancestors: { type: 'Category', list: true },
  },
  Item: {
    key: leaf('String'),
    id: leaf('ID'),
    createdAt: leaf('Timestamp'),
    updatedAt: leaf('Timestamp'),
    name: { type: 'String', ...lang },
    model: leaf('String'),
    production: leaf('String'),
    origin: leaf('String'),
    price: money,
    pricePolicy: leaf('PricePolicy'),
    fixedPrice: money,
    searchKeywords: { type: 'String', list: true },
    category: leaf('Category'),
    content: leaf('HTML'),
    shippingFee: leaf('Int'),
    shippingType: leaf('ShippingType'),
    boxQuantity: leaf('Int'),
    images: { type: 'URL', list: true, args: { size: { type: 'ImageSize', required: true } } },
    status: leaf('ItemStatus'),
    options: { type: 'ItemOption', list: true },
    taxFree: leaf('Boolean'),
    adultOnly: leaf('Boolean'),
    returnable: leaf('Boolean'),
    noReturnReason: leaf('String'),
    guaranteedShippingPeriod: leaf('Int'),
    openmarketSellable: leaf('Boolean'),
    attributes: { type: 'String', list: true },
    closingTime: leaf('String'),
    returnCriteria: leaf('ReturnCriteria'),
    isPublic: leaf('Boolean'),
    isUsed: leaf('Boolean'),
    metadata: leaf('JSON'),
  },
  ItemOption: {
    key: leaf('String'),
    price: money,
    fixedPrice: money,
    quantity: leaf('Int'),
    status: leaf('ItemOptionStatus'),
    optionAttributes: { type: 'ItemOptionAttribute', list: true },
    metadata: leaf('JSON'),
  },
  ItemOptionAttribute: { name: leaf('String'), value: leaf('String') },
}
