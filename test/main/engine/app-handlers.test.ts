import { describe, expect, it } from 'vitest'
import { appHandlers } from '../../../main/engine/app-handlers.ts'
import type { Connection } from '../../../shared/contract/connections.ts'
import { tempDatabase } from '../../support/database.ts'

const firstStart = async (products: number, states: Connection['state'][]) => {
  const handlers = appHandlers({
    ...{ db: tempDatabase(), version: '0', mode: 'real', problem: null, practice: undefined },
    connections: () => states.map((state) => ({ state }) as Connection),
    products: () => products,
  })
  return (await handlers['app.info']({})).firstStart
}

describe('the two doors of the first start', () => {
  it('stand before an empty folder', async () => {
    expect(await firstStart(0, ['disconnected', 'disconnected'])).toBe(true)
  })

  it('are behind whoever has products, and be it from a file, or any connection', async () => {
    expect(await firstStart(1, ['disconnected'])).toBe(false)
    expect(await firstStart(0, ['disconnected', 'needs_setup'])).toBe(false)
  })
})

describe('starting at login', () => {
  it.each([
    ['win32', true],
    ['darwin', true],
    ['linux', false],
  ] as const)('on %s is offered: %s', async (platform, offered) => {
    const handlers = appHandlers({
      ...{ db: tempDatabase(), version: '0', mode: 'real', problem: null, practice: undefined, platform },
      ...{ connections: () => [], products: () => 0 },
    })
    expect((await handlers['app.info']({})).canStartAtLogin).toBe(offered)
  })
})
