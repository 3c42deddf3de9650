import { beforeEach, describe, expect, it, vi } from 'vitest'
import { consentPages } from '../../../main/shell/consents.ts'
import { host } from '../../host/state.ts'

vi.mock('electron', () => import('../../host/electron/index.ts'))
beforeEach(() => {
  host.records.openedUrls.length = 0
})

const page = (name: string) => `https://openapi.imweb.me/oauth2/authorize?state=${name}`

describe('consent pages', () => {
  it('are opened when announced and remembered by attempt, the last five', () => {
    const consents = consentPages(() => false, vi.fn())
    for (const name of ['1', '2', '3', '4', '5', '6', '7']) consents.open(page(name), name)
    expect(host.records.openedUrls).toHaveLength(7)
    expect([...consents.urls.keys()]).toEqual(['3', '4', '5', '6', '7'])
    expect(consents.urls.get('7')).toBe(page('7'))
  })

  it('of an address that is not allowed are reported instead of opened', async () => {
    const report = vi.fn()
    consentPages(() => false, report).open('http://127.0.0.1:9001/oauth2/authorize', 'a')
    await vi.waitFor(() =>
      expect(report).toHaveBeenCalledWith(expect.objectContaining({ code: 'BROWSER_ADDRESS_REFUSED' })),
    )
    expect(host.records.openedUrls).toEqual([])
  })
})
