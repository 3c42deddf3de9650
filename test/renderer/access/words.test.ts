import { describe, expect, it } from 'vitest'
import {
  answerSaid,
  endpointSaid,
  eventSaid,
  messageSaid,
  productsText,
  stateSaid,
} from '../../../renderer/pages/access/words.ts'
import { en } from '../../../renderer/strings/en.ts'
import { ko } from '../../../renderer/strings/ko.ts'
import { type AccessEndpoint, endpointStates, eventStates, messageStates } from '../../../shared/contract/access.ts'
import { revokeReasons } from '../../../shared/rules/access.ts'

const now = Date.parse('2026-11-22T12:00:00+09:00')
const endpoint: AccessEndpoint = {
  ...{ state: 'active', url: 'https://app.example.kr/h', secretLast4: 'abcd', rotatingUntil: null, problem: null },
  ...{ heldUntil: null, readbackBase: null, pending: 0, rejected: 0, failed: 0, retriable: 0, lastAcceptedAt: null },
  recomputing: 0,
}
const error = { code: 'ACCESS_SERVER', message: 'm', nextStep: 'n', retryable: true }
const different = <T extends { tone: string; word: string }>(all: readonly T[]) =>
  new Set(all.map(({ word }) => word)).size === all.length

describe.each([
  ['ko', ko],
  ['en', en],
] as const)('the words for states (%s)', (_language, s) => {
  it('tell every state of a person, an event, the app and a message from the others', () => {
    const people = [
      stateSaid(s, { state: 'granted', reason: null }),
      ...revokeReasons.map((reason) => stateSaid(s, { state: 'revoked', reason })),
    ]
    expect(different(people)).toBe(true)
    expect(different(eventStates.map((state) => eventSaid(s, { state, error: null, status: null })))).toBe(true)
    expect(different(endpointStates.map((state) => endpointSaid(s, { ...endpoint, state }, now)))).toBe(true)
    expect(different(messageStates.map((state) => messageSaid(s, { state, error: null })))).toBe(true)
  })

  it('are never those of success for an event that waits after a failure', () => {
    expect(eventSaid(s, { state: 'pending', error, status: 500 })).toMatchObject({ tone: 'warn' })
    expect(eventSaid(s, { state: 'pending', error, status: 500 }).word).toContain('500')
    expect(eventSaid(s, { state: 'pending', error: null, status: null }).tone).toBe('busy')
  })

  it('say that the app knows somebody only when it has taken the present state', () => {
    const last = { state: 'accepted', status: 200 } as const
    expect(answerSaid(s, { last, current: true }).tone).toBe('ok')
    expect(answerSaid(s, { last, current: false }).tone).toBe('busy')
    expect(answerSaid(s, { last: { state: 'rejected', status: 422 }, current: false })).toMatchObject({ tone: 'bad' })
    expect(answerSaid(s, { last: null, current: false }).tone).toBe('unknown')
  })

  it('call an app waiting only while the wait lasts', () => {
    const held = { ...endpoint, heldUntil: now + 1 }
    expect(endpointSaid(s, held, now).word).toBe(s.access.strip.held)
    expect(endpointSaid(s, held, now + 1).word).toBe(s.access.strip.active)
  })

  it('have one of their own for a mail that came back', () => {
    const bounced = { code: 'MAIL_BOUNCED', message: 'm', nextStep: 'n', retryable: false }
    expect(messageSaid(s, { state: 'failed', error: bounced }).word).toBe(s.accessMessages.bounced)
    expect(messageSaid(s, { state: 'failed', error }).word).toBe(s.accessMessages.states.failed)
  })

  it('name the first product with its option and count the others', () => {
    const [one, two] = [
      { productId: '1', name: '강의', option: '저녁반' },
      { productId: '2', name: '책', option: '' },
    ]
    expect(productsText(s, [])).toBe('')
    expect(productsText(s, [two])).toBe('책')
    expect(productsText(s, [one, two])).toBe(s.access.products('강의 (저녁반)', 1))
  })
})
