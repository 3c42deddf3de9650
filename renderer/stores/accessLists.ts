import { create } from 'zustand'

/** How often each list of the page was read anew: a list that waits for the operator is shown by bumping it. */
interface AccessLists {
  people: number
  sent: number
  showPeople(): void
  showSent(): void
}

export const useAccessLists = create<AccessLists>()((set) => ({
  people: 0,
  sent: 0,
  showPeople: () => set((s) => ({ people: s.people + 1 })),
  showSent: () => set((s) => ({ sent: s.sent + 1 })),
}))
