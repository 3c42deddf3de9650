import type { Settings } from '../../shared/contract/work.ts'
import type { EventName, EventPayload } from '../../shared/contract.ts'
import { notify } from './notifications.ts'

interface Reactions {
  toScreen: <E extends EventName>(name: E, payload: EventPayload<E>) => void
  settings: (settings: Settings) => void
  openPage: (path: string) => void
  openAuthorize: (url: string, attemptId: string) => void
  restart: () => void
}

type Own = { [E in EventName]?: (payload: EventPayload<E>) => void }

/** What the shell itself does when the engine says something; the screen's events go on to the page. */
export const engineEvents = (reactions: Reactions) => {
  const own: Own = {
    'settings.changed': reactions.settings,
    notify: (payload) => notify(payload, reactions.openPage),
    'browser.open': ({ url, attemptId }) => reactions.openAuthorize(url, attemptId),
    'engine.restart': () => reactions.restart(),
  }
  return (name: EventName, payload: unknown): void => {
    const react = own[name] as ((payload: unknown) => void) | undefined
    react?.(payload)
    reactions.toScreen(name, payload as never)
  }
}
