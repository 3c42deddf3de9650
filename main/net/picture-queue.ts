interface Waiting {
  go: () => void
  drop: () => void
}

/**
 * Runs `atOnce` tasks at a time, the newest first: what scrolled out of sight while it waited matters least. Where more
 * than `most` wait, the oldest are refused.
 */
export function newestFirst(atOnce: number, most: number, refusal: () => Error) {
  let running = 0
  const waiting: Waiting[] = []
  const turn = (): Promise<void> => {
    if (running < atOnce) {
      running += 1
      return Promise.resolve()
    }
    return new Promise((go, fail) => {
      waiting.push({ go, drop: () => fail(refusal()) })
      if (waiting.length > most) waiting.shift()?.drop()
    })
  }
  return async <T>(task: () => Promise<T>): Promise<T> => {
    await turn()
    try {
      return await task()
    } finally {
      const next = waiting.pop()
      // The place passes on without being given back: nobody can slip in between.
      if (next === undefined) running -= 1
      else next.go()
    }
  }
}
