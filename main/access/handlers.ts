import type { AccessCall, AccessHandlers, HandlerDeps } from './handler-deps.ts'
import { endpointHandlers } from './handlers-endpoint.ts'
import { eventHandlers } from './handlers-events.ts'
import { listHandlers } from './handlers-list.ts'
import { messageHandlers } from './handlers-messages.ts'
import { ruleHandlers } from './handlers-rules.ts'

/** Every call of the operator's app, its rules, its outbox and what buyers are told. */
export const accessHandlers = (deps: HandlerDeps): AccessHandlers<AccessCall> => ({
  ...endpointHandlers(deps),
  ...ruleHandlers(deps),
  ...listHandlers(deps),
  ...eventHandlers(deps),
  ...messageHandlers(deps),
})
