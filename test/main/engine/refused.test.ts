import { describe, expect, it } from 'vitest'
import { connected } from '../products/connected.ts'

describe('a collect whose key is refused', () => {
  it.each([
    ['ownerclan', 'OWNERCLAN_LOGIN_REFUSED', 'needs_reauth', '오너클랜'],
    ['zentrade', 'ZENTRADE_NOT_FEED', 'needs_setup', '젠트레이드'],
    ['domeggook', 'DOMEGGOOK_KEY_REFUSED', 'needs_setup', '도매꾹'],
  ] as const)(
    'by %s says so at the connection, once, until one goes through',
    async (wholesaler, code, state, name) => {
      const { view, run, spoil, mend, told } = await connected(wholesaler)
      spoil()
      for (let tries = 0; tries < 2; tries += 1) {
        expect(await run()).toMatchObject({ status: 'succeeded', outcome: 'needs_setup', lastError: { code } })
      }
      expect(view()).toMatchObject({ state, problem: { code, service: wholesaler } })
      expect(told('connection.changed')).toHaveLength(1)
      expect(told('notify')).toEqual([expect.objectContaining({ title: `${name} 연결 확인 필요` })])
      mend()
      expect(await run()).toMatchObject({ status: 'succeeded', outcome: 'ok' })
      expect(view()).toMatchObject({ state: 'connected', problem: null })
    },
  )

  it('is known from a question of the screen as well', async () => {
    const { view, handlers, spoil, told } = await connected('domeggook')
    spoil()
    await expect(
      handlers['collect.preview']({ wholesaler: 'domeggook', request: { search: '우산' } }),
    ).rejects.toMatchObject({ code: 'DOMEGGOOK_KEY_REFUSED' })
    await expect(handlers['collect.categories']({ wholesaler: 'domeggook' })).rejects.toThrow()
    expect(view().state).toBe('needs_setup')
    expect(told('notify')).toHaveLength(1)
  })
})
