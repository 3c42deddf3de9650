import type { SavedView } from '../../shared/contract/views.ts'
import type { Settings } from '../../shared/contract/work.ts'
import type { Emit, Handlers } from '../../shared/contract.ts'
import type { Clock } from '../../shared/time.ts'
import type { Db } from '../store/db.ts'
import { readSettings, writeSettings } from './repository.ts'
import { readViews, writeViews } from './repository-views.ts'

/** The settings in use; `changed` hears every write so that timers can follow. */
export interface SettingsBook {
  get(): Settings
  set(changes: Partial<Settings>): Settings
  views(): SavedView[]
  setViews(views: readonly SavedView[]): SavedView[]
}

export function openSettings(db: Db, clock: Clock, emit: Emit, changed: (settings: Settings) => void): SettingsBook {
  let current = readSettings(db)
  return {
    get: () => current,
    set: (changes) => {
      current = writeSettings(db, changes, clock.now())
      emit('settings.changed', current)
      changed(current)
      return current
    },
    views: () => readViews(db),
    setViews: (views) => {
      writeViews(db, views, clock.now())
      return readViews(db)
    },
  }
}

type Calls = 'settings.get' | 'settings.set' | 'views.list' | 'views.set'

export const settingsHandlers = (book: SettingsBook): Handlers<Calls> => ({
  'views.list': () => ({ items: book.views() }),
  'views.set': ({ items }) => ({ items: book.setViews(items) }),
  'settings.get': () => book.get(),
  'settings.set': (input) =>
    book.set(Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))),
})
