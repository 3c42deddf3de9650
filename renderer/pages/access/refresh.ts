import type { ScreenCallName } from '../../../shared/contract.ts'

/** What is read again after the operator's own act. */
export const afterAct = [
  'access.endpoint',
  'access.counts',
  'access.get',
  'access.eventCounts',
  'access.event',
  'connections.list',
  'dashboard.get',
] as const satisfies readonly ScreenCallName[]
