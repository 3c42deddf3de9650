import { describe, expect, it, vi } from 'vitest'
import { engineEvents } from '../../../main/shell/engine-events.ts'
import { defaultSettings } from '../../../shared/contract/work.ts'
import { Notification } from '../../host/electron/system.ts'

vi.mock('electron', () => import('../../host/electron/index.ts'))

const setUp = () => {
  const reactions = {
    toScreen: vi.fn(),
    settings: vi.fn(),
    openPage: vi.fn(),
    openAuthorize: vi.fn(),
    restart: vi.fn(),
  }
  return { reactions, hear: engineEvents(reactions) }
}

describe('what the shell does when the engine says something', () => {
  it('notifies, and a click opens the page it is about', () => {
    const { reactions, hear } = setUp()
    hear('notify', { kind: 'new-buyers', title: '새 구매자 3명', body: '' })
    hear('notify', { kind: 'connection', title: '다시 연결이 필요합니다', body: '' })
    const [buyers, connection] = Notification.shown.slice(-2)
    expect(buyers?.title).toBe('새 구매자 3명')
    buyers?.emit('click')
    expect(reactions.openPage).toHaveBeenLastCalledWith('/buyers')
    connection?.emit('click')
    expect(reactions.openPage).toHaveBeenLastCalledWith('/connections')
  })

  it('opens the consent page, follows the settings, restarts on a restored database', () => {
    const { reactions, hear } = setUp()
    hear('browser.open', { url: 'https://openapi.imweb.me/x', attemptId: 'a' })
    hear('settings.changed', defaultSettings)
    hear('engine.restart', { at: 1 })
    expect(reactions.openAuthorize).toHaveBeenCalledWith('https://openapi.imweb.me/x', 'a')
    expect(reactions.settings).toHaveBeenCalledWith(defaultSettings)
    expect(reactions.restart).toHaveBeenCalledOnce()
  })

  it('hands everything on; what is not for the screen is kept back there', () => {
    const { reactions, hear } = setUp()
    hear('orders.changed', { added: 1, updated: 2 })
    expect(reactions.toScreen).toHaveBeenCalledWith('orders.changed', { added: 1, updated: 2 })
  })
})
