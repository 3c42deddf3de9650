import type { Service } from '../../shared/contract/connections.ts'
import type { Handlers } from '../../shared/contract.ts'
import { failConnection } from './errors.ts'
import type { ImwebConnection } from './imweb/service.ts'
import type { Registry } from './registry.ts'

export type ConnectionCall =
  | 'connections.list'
  | 'connections.connectImweb'
  | 'connections.reconnectImweb'
  | 'connections.connect'
  | 'connections.paste'
  | 'connections.cancel'
  | 'connections.attempt'
  | 'connections.wait'
  | 'connections.check'
  | 'connections.chooseUnit'
  | 'connections.disconnect'

export const connectionsHandlers = (deps: { registry: Registry; imweb: ImwebConnection }): Handlers<ConnectionCall> => {
  const { registry, imweb } = deps
  const known = (service: Service) => {
    const entry = registry.get(service)
    if (entry === undefined) throw failConnection('SERVICE_UNKNOWN', { service, values: { name: service } })
    return entry
  }
  return {
    'connections.list': () => ({ items: [...registry.values()].map((entry) => entry.view()) }),
    'connections.connectImweb': ({ timeoutSeconds, ...credentials }) =>
      imweb.start(credentials, timeoutSeconds === undefined ? undefined : timeoutSeconds * 1000),
    'connections.reconnectImweb': () => imweb.restart(),
    'connections.connect': ({ service, secrets, sandbox = false }) => {
      const { connect } = known(service)
      if (connect === undefined) throw failConnection('SERVICE_UNKNOWN', { service, values: { name: service } })
      return connect(secrets, { sandbox })
    },
    'connections.paste': ({ attemptId, redirectedTo }) => imweb.paste(attemptId, redirectedTo),
    'connections.cancel': async ({ attemptId }) => {
      await imweb.cancel(attemptId)
      return { done: true }
    },
    'connections.attempt': ({ attemptId }) => imweb.attempt(attemptId),
    'connections.wait': ({ attemptId }) => imweb.wait(attemptId),
    'connections.check': ({ service }) => known(service).check(),
    'connections.chooseUnit': ({ unitCode }) => imweb.chooseUnit(unitCode),
    'connections.disconnect': async ({ service }) => {
      await known(service).disconnect()
      return { service, state: 'disconnected' }
    },
  }
}
