import { failCommon } from '../../shared/errors.ts'

/**
 * Results in order while up to `width` further ones are already being fetched, so that the answer time of a service does
 * not keep us below the pace that it permits. When one fails, or the reader stops, those under way are given up.
 */
export async function* ahead<I, O>(
  items: Iterable<I>,
  width: number,
  signal: AbortSignal,
  fetch: (item: I, signal: AbortSignal) => Promise<O>,
): AsyncGenerator<O> {
  const stop = new AbortController()
  const both = AbortSignal.any([signal, stop.signal])
  const under: Promise<{ value: O } | { thrown: unknown }>[] = []
  const source = items[Symbol.iterator]()
  const fill = () => {
    while (under.length < width) {
      const next = source.next()
      if (next.done) return
      under.push(
        fetch(next.value, both).then(
          (value) => ({ value }),
          (thrown: unknown) => ({ thrown }),
        ),
      )
    }
  }
  try {
    for (;;) {
      if (signal.aborted) throw failCommon('CANCELLED')
      fill()
      const first = under.shift()
      if (first === undefined) return
      const result = await first
      if ('thrown' in result) throw result.thrown
      yield result.value
    }
  } finally {
    stop.abort()
    await Promise.all(under)
  }
}

/** `list` in stretches of at most `size`. */
export const stretches = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size))
