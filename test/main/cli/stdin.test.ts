import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonReader, objectEnd } from '../../../main/cli/stdin.ts'

async function* chunksOf(text: string, sizes: number[]): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  let at = 0
  for (const size of sizes) {
    if (at >= bytes.length) return
    yield bytes.subarray(at, at + size)
    at += size
  }
  if (at < bytes.length) yield bytes.subarray(at)
}

const objects = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { maxKeys: 4, noNullPrototype: true })

describe('secrets from stdin', () => {
  it('reads several objects in order however they are cut and laid out', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(objects, { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 60 }),
        fc.constantFrom(undefined, 2),
        async (values, sizes, indent) => {
          const text = values.map((value) => JSON.stringify(value, null, indent)).join('\n')
          const reader = jsonReader(chunksOf(text, sizes))
          for (const value of values) expect(await reader.next()).toEqual(JSON.parse(JSON.stringify(value)))
        },
      ),
    )
  })

  it('does not take a brace inside a text for the end', () => {
    expect(objectEnd('{"a":"}\\"}"} rest')).toBe('{"a":"}\\"}"}'.length)
    expect(objectEnd('{"a":"}')).toBe(-1)
  })

  it.each(['', 'hello', '[1]', '"x"', 'null', '{"a":', '{a:1}'])(
    'refuses %j with a code and without repeating it',
    async (text) => {
      const reader = jsonReader(chunksOf(text, []))
      const error = await reader.next().then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
      expect(error).toMatchObject({ code: 'STDIN_NOT_JSON' })
      if (text.length > 3) expect(JSON.stringify(error)).not.toContain(text)
    },
  )

  it('reads past a byte order mark', async () => {
    expect(await jsonReader(chunksOf('\uFEFF{"aid":"x"}', [])).next()).toEqual({ aid: 'x' })
  })
})

describe('values that may be on stdin', () => {
  const of = (...chunks: string[]) =>
    jsonReader(
      (async function* () {
        yield* chunks
      })(),
    )
  const never: AsyncIterable<string> = {
    [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }),
  }

  it('are read whole, however they come', async () => {
    expect(await of('{"na', 'me":"가"}').nextIfAny(1000)).toEqual({ name: '가' })
  })
  it('are none where the stream ends, holds nothing, or stays silent', async () => {
    expect(await of().nextIfAny(1000)).toBeNull()
    expect(await of('\n ').nextIfAny(1000)).toBeNull()
    expect(await jsonReader(never).nextIfAny(5)).toBeNull()
  })
  it('are refused where they are no object', async () => {
    await expect(of('name=가\n').nextIfAny(1000)).rejects.toMatchObject({ code: 'STDIN_NOT_JSON' })
  })
})
