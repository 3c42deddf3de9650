import { create } from 'zustand'
import type { Failure } from '../app/api.ts'

export type AttemptState = 'waiting' | 'exchanging' | 'connected' | 'failed' | 'cancelled'
export interface Attempt {
  attemptId: string
  authorizeUrl: string
  mode: 'loopback' | 'paste'
  expiresAt: number
  state: AttemptState
  error: Failure | null
}

interface Screen {
  problem: Failure | null
  /** Until when personal data may be shown, ms UTC; 0 while masked. */
  unmaskedUntil: number
  attempt: Attempt | null
  setProblem(problem: Failure | null): void
  setUnmaskedUntil(until: number): void
  setAttempt(attempt: Attempt | null): void
  attemptHeard(attemptId: string, state: AttemptState, error: Failure | null): void
}

export const useScreen = create<Screen>()((set) => ({
  problem: null,
  unmaskedUntil: 0,
  attempt: null,
  setProblem: (problem) => set({ problem }),
  setUnmaskedUntil: (unmaskedUntil) => set({ unmaskedUntil }),
  setAttempt: (attempt) => set({ attempt }),
  attemptHeard: (attemptId, state, error) =>
    set((s) => (s.attempt?.attemptId === attemptId ? { attempt: { ...s.attempt, state, error } } : s)),
}))
