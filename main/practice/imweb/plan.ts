import { methods, methodWeight, type Scenario, scenarios, scenarioWeight } from './data/scenarios.ts'
import { type Draw, drawsFor } from './random.ts'

/** One order's course, fixed from its first moment; what is served is the plan as seen at a time. Times in ms UTC. */
export interface Plan {
  id: number
  orderNo: number
  wtime: number
  scenario: Scenario
  /** Left in the payment window for ever: Imweb hides these unless includeOrderPending=Y. */
  pending: boolean
  method: string
  pgName: string
  channel: string
  paidAt: number
  /** When an unpaid order ends (deposit overdue or cancelled). */
  endsAt: number
  sendAt: number
  doneAt: number
  confirmAt: number
  claimAt: number
  refundAt: number
}

export interface PlanOf {
  seed: number
  id: number
  orderNo: number
  wtime: number
  pending: boolean
  /** Length of a day in this order's life, ms: orders that arrive while practising live faster. */
  day: number
  /** Fixed scenario for orders added by hand. */
  scenario?: Scenario
}

const weighted = <T extends { weight: number }>(rows: readonly T[], total: number, draw: number): T | undefined => {
  let left = draw * total
  for (const row of rows) {
    left -= row.weight
    if (left < 0) return row
  }
  return rows[0]
}

export const plainPaid: Scenario = scenarios[0]

const byTransfer = new Set<Scenario['money']>(['later', 'overdue', 'cancelled-before-deposit'])

function wayToPay(scenario: Scenario, draw: Draw): { method: string; pgName: string; channel: string } {
  const chosen = weighted(methods, methodWeight, draw())
  const byVirtualAccount = draw() < 0.3
  if (scenario.money === 'free') return { method: 'FREE', pgName: 'FREE', channel: 'IMWEB' }
  if (byTransfer.has(scenario.money)) {
    return byVirtualAccount
      ? { method: 'VIRTUAL', pgName: 'KCP', channel: 'IMWEB' }
      : { method: 'BANKTRANSFER', pgName: 'BANK_TRANSFER', channel: 'IMWEB' }
  }
  if (!chosen) return { method: 'CARD', pgName: 'TOSSPAYMENTS', channel: 'IMWEB' }
  return { method: chosen.method, pgName: chosen.pg, channel: 'channel' in chosen ? chosen.channel : 'IMWEB' }
}

export function planOf({ seed, id, orderNo, wtime, pending, day, scenario: fixed }: PlanOf): Plan {
  const draw = drawsFor(seed, id, 1)
  const drawn = weighted(scenarios, scenarioWeight, draw()) ?? plainPaid
  const scenario = pending ? plainPaid : (fixed ?? drawn)
  const way = fixed ? { method: 'CARD', pgName: 'TOSSPAYMENTS', channel: 'IMWEB' } : wayToPay(scenario, draw)
  const after = (from: number, low: number, high: number) => Math.floor(from + (low + draw() * (high - low)) * day)
  const paidAt = scenario.money === 'later' ? after(wtime, 0.05, 2.5) : wtime + Math.floor(draw() * 40) * 1000
  const endsAt = scenario.money === 'overdue' ? wtime + 3 * day : after(wtime, 0.2, 2)
  const sendAt = after(paidAt, 0.4, 2)
  const doneAt = after(sendAt, 0.8, 2.5)
  const confirmAt = after(doneAt, 5, 8)
  const claimAt = scenario.claim === 'cancel' ? after(paidAt, 0.05, 0.3) : after(doneAt, 0.5, 4)
  const refundAt = after(claimAt, 0.5, 3)
  return { id, orderNo, wtime, scenario, pending, ...way, paidAt, endsAt, sendAt, doneAt, confirmAt, claimAt, refundAt }
}
