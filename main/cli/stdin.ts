import { failCli } from './errors.ts'

/** Where the first complete JSON object of `text` ends (exclusive), or -1 while it is not complete. */
export function objectEnd(text: string): number {
  const start = text.search(/\S/)
  if (start === -1) return -1
  if (text[start] !== '{') return text.indexOf('\n', start) === -1 ? -1 : text.indexOf('\n', start) + 1
  let depth = 0
  let quoted = false
  for (let i = start; i < text.length; i += 1) {
    const c = text[i]
    if (quoted) {
      if (c === '\\') i += 1
      else if (c === '"') quoted = false
    } else if (c === '"') quoted = true
    else if (c === '{') depth += 1
    else if (c === '}') {
      depth -= 1
      if (depth === 0) return i + 1
    }
  }
  return -1
}

/** Reads JSON objects from a stream one by one: secrets come this way and never by argv. */
export function jsonReader(input: AsyncIterable<Buffer | string>) {
  const chunks = input[Symbol.asyncIterator]()
  const decoder = new TextDecoder()
  let buffer = ''
  let ended = false
  let asked: Promise<IteratorResult<Buffer | string>> | undefined

  /** The chunk that was asked for and not taken yet, else the next one. */
  const chunkNext = (): Promise<IteratorResult<Buffer | string>> => {
    asked ??= chunks.next()
    return asked
  }

  const next = async (): Promise<Record<string, unknown>> => {
    let end = objectEnd(buffer)
    while (end === -1 && !ended) {
      const chunk = await chunkNext()
      asked = undefined
      if (chunk.done) ended = true
      else buffer += typeof chunk.value === 'string' ? chunk.value : decoder.decode(chunk.value, { stream: true })
      if (buffer.length > 1_000_000) throw failCli('STDIN_NOT_JSON')
      end = objectEnd(buffer)
    }
    const text = (end === -1 ? buffer : buffer.slice(0, end)).replace(/^\uFEFF/, '')
    buffer = end === -1 ? '' : buffer.slice(end)
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      // No cause: it would carry a piece of what was typed.
      throw failCli('STDIN_NOT_JSON')
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw failCli('STDIN_NOT_JSON')
    return value as Record<string, unknown>
  }

  return {
    next,
    /** Null where nothing comes within `waitMs`, or nothing but its end: a schedule may leave the stream open and silent. */
    nextIfAny: async (waitMs: number): Promise<Record<string, unknown> | null> => {
      if (buffer.trim() === '' && !ended) {
        let timer: ReturnType<typeof setTimeout> | undefined
        const late = new Promise<'late'>((resolve) => {
          timer = setTimeout(() => resolve('late'), waitMs)
        })
        const first = await Promise.race([chunkNext(), late])
        clearTimeout(timer)
        if (first === 'late' || first.done === true) return null
        asked = undefined
        buffer += typeof first.value === 'string' ? first.value : decoder.decode(first.value, { stream: true })
        if (buffer.trim() === '') return null
      }
      return ended && buffer.trim() === '' ? null : next()
    },
  }
}
