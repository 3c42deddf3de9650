import { Notification } from 'electron'
import type { EventPayload } from '../../shared/contract.ts'

const pageFor = { 'new-buyers': '/buyers', connection: '/connections' } as const

/** Kept until closed: a notification that nobody holds can be collected before it is clicked. */
const shown = new Set<Notification>()

/** Tells the operator through the OS; a click opens the page it is about. */
export const notify = (payload: EventPayload<'notify'>, openPage: (path: string) => void): void => {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title: payload.title, body: payload.body })
  shown.add(notification)
  const forget = () => shown.delete(notification)
  notification.on('click', () => {
    forget()
    openPage(pageFor[payload.kind])
  })
  notification.on('close', forget)
  notification.on('failed', forget)
  notification.show()
}
