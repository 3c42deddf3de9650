/** Where a pause is kept, so that the next command does not end it. ms UTC. */
export interface PauseStore {
  pausedUntil(): number
  pause(until: number): void
}

/** Stores by name. */
export type PauseStores = (name: string) => PauseStore

/** For tests, and where nothing is stored. */
export const pausesInMemory = (): PauseStores => {
  const until = new Map<string, number>()
  return (name) => ({
    pausedUntil: () => until.get(name) ?? 0,
    pause: (at) => {
      until.set(name, at)
    },
  })
}
