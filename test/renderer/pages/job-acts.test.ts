import { describe, expect, it } from 'vitest'
import { nextAct } from '../../../renderer/pages/activity/jobWords.ts'
import type { Connection } from '../../../shared/contract/connections.ts'
import type { Job } from '../../../shared/contract/work.ts'

const job = (over: Partial<Job>) =>
  ({
    status: 'succeeded',
    outcome: 'needs_setup',
    lastError: { code: 'NEEDS_REAUTH', service: 'imweb' },
    ...over,
  }) as Job
const connections = (state: Connection['state']) => [{ service: 'imweb', state }] as Connection[]

describe('what is offered for an ended job', () => {
  it.each(['needs_reauth', 'needs_setup', 'disconnected'] as const)(
    'is the connection, not another refusal, while it is %s',
    (state) => {
      expect(nextAct(job({}), connections(state))).toBe('connect')
    },
  )

  it('is another try once the connection is well again, or is not known', () => {
    expect(nextAct(job({}), connections('connected'))).toBe('retry')
    expect(nextAct(job({ lastError: null }), connections('needs_reauth'))).toBe('retry')
  })

  it('is another try after any other failure, and nothing after a success', () => {
    expect(nextAct(job({ status: 'dead', outcome: null }), connections('needs_reauth'))).toBe('retry')
    expect(nextAct(job({ outcome: 'cancelled' }), connections('needs_reauth'))).toBe('retry')
    expect(nextAct(job({ outcome: 'ok', lastError: null }), undefined)).toBeNull()
  })
})
