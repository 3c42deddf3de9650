import type { OrderState } from '../../../shared/order.ts'
import type { Tone } from '../../ui/StateBadge.tsx'

export const orderTones: Record<OrderState, Tone> = {
  paid: 'ok',
  partially_refunded: 'warn',
  refunded: 'idle',
  unpaid: 'busy',
  cancelled: 'idle',
}
export const buyerTones = { buyer: 'ok', former: 'idle' } as const
