import type { ListingDelivery } from '../../../shared/market.ts'

/** Values of a delivery on their way from a form; an undefined one is taken out. */
export type DeliveryPart = { [P in keyof ListingDelivery]?: ListingDelivery[P] | undefined }

/** Only what is said: what is taken out comes from the wholesaler or the market again. */
export const said = (part: DeliveryPart): Partial<ListingDelivery> =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))
