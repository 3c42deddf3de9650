import type { Emit, Handlers } from '../../shared/contract.ts'
import type { Clock } from '../../shared/time.ts'
import type { Store } from './open.ts'

/** After `backups.restore` the engine must close the store and open it again: `engine.restart` says so. */
export const storeHandlers = (deps: {
  store: Store
  clock: Clock
  emit: Emit
}): Handlers<'backups.list' | 'backups.create' | 'backups.restore'> => ({
  'backups.list': () => ({ items: deps.store.backups() }),
  'backups.create': () => deps.store.backup('manual'),
  'backups.restore': ({ name }) => {
    deps.store.prepareRestore(name)
    deps.emit('engine.restart', { at: deps.clock.now() })
    return { done: true }
  },
})
