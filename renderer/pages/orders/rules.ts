import type { BuyerFilter } from '../../../shared/contract/buyers.ts'
import type { OrderFilter } from '../../../shared/contract/orders.ts'
import { type OrderState, orderStates } from '../../../shared/order.ts'
import type { View, ViewRules } from '../../ui/address.ts'

export type BuyerSort = 'name' | 'orders' | 'paid' | 'firstPaidAt' | 'lastPaidAt'
export type BuyerStateChoice = 'buyer' | 'former' | 'all'
export type OrderSort = 'orderedAt'

export const buyerRules: ViewRules<BuyerStateChoice, BuyerSort> = {
  states: ['buyer', 'former', 'all'],
  sorts: ['name', 'orders', 'paid', 'firstPaidAt', 'lastPaidAt'],
  firstSort: 'lastPaidAt',
}
export const orderRules: ViewRules<OrderState, OrderSort> = {
  states: orderStates,
  sorts: ['orderedAt'],
  firstSort: 'orderedAt',
}
export type BuyerView = View<BuyerStateChoice, BuyerSort>
export type OrderView = View<OrderState, OrderSort>

const present = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined))

/** The part of a view that decides which rows there are: the same for the table, its count and the file. */
export const buyerFilterOf = ({ search, product, since, until, state, newSince }: BuyerView): BuyerFilter =>
  present({ search, product, since, until, state: state === 'buyer' ? undefined : state, newSince })
export const orderFilterOf = ({ search, product, since, until, state }: OrderView): OrderFilter =>
  present({ search, product, since, until, state })

/** Takes every filter of either list away; a part that is missing here does not compile. */
export const noFilter: Record<keyof Omit<BuyerView, 'sort' | 'descending' | 'open'>, undefined> = {
  ...{ search: undefined, product: undefined, since: undefined, until: undefined, state: undefined },
  newSince: undefined,
}

export const isFiltered = (filter: object): boolean => Object.keys(filter).length > 0
