import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_ENTRY_BYTES, splitting } from '../../../../main/connections/secrets/parts.ts'
import type { SecretStore } from '../../../../main/connections/types.ts'

/** What a keychain does to values: no empty ones, none above the limit, text ends at a NUL, lone surrogates are lost. */
const strictEntries = (entries = new Map<string, string>()) => {
  let budget = Number.POSITIVE_INFINITY
  const step = () => {
    budget -= 1
    if (budget < 0) throw new Error('killed')
  }
  const store: SecretStore = {
    get: async (name) => entries.get(name) ?? null,
    set: async (name, value) => {
      step()
      if (value.length === 0) throw new Error('Password is required.')
      if (Buffer.byteLength(value, 'utf16le') > MAX_ENTRY_BYTES) throw new Error('too long')
      entries.set(name, Buffer.from(value.split('\0')[0] ?? '', 'utf8').toString('utf8'))
    },
    remove: async (name) => {
      step()
      entries.delete(name)
    },
  }
  return { store, entries, allowWrites: (n: number) => (budget = n) }
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((n) => String.fromCharCode(n)), maxLength: 3000 }),
  fc.tuple(fc.string({ minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 2000 })).map(([s, n]) => s.repeat(n)),
)

describe('secrets split over entries', () => {
  it('reads back any text of any length, after any earlier value, and leaves nothing behind when removed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 4 }), async (values) => {
        const { store, entries } = strictEntries()
        const split = splitting(store)
        for (const value of values) {
          await split.set('token', value)
          expect(await split.get('token')).toBe(value)
        }
        await split.remove('token')
        expect(entries.size).toBe(0)
        expect(await split.get('token')).toBeNull()
      }),
      { numRuns: 150 },
    )
  })

  it('answers the whole old or the whole new value wherever a write is cut off, and the next write cleans up', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anyText, anyText, fc.nat({ max: 30 }), async (old, next, last, writes) => {
        const { store, entries, allowWrites } = strictEntries()
        const split = splitting(store)
        await split.set('token', old)
        allowWrites(writes)
        const cut = await split.set('token', next).then(
          () => false,
          () => true,
        )
        const found = await split.get('token')
        if (cut) expect([old, next]).toContain(found)
        else expect(found).toBe(next)
        allowWrites(Number.POSITIVE_INFINITY)
        await split.set('token', last)
        expect(await split.get('token')).toBe(last)
        await split.remove('token')
        expect(entries.size).toBe(0)
      }),
      { numRuns: 200 },
    )
  })

  it('reads a value that another process replaces in the middle of the reading', async () => {
    const { store } = strictEntries()
    await splitting(store).set('token', 'old '.repeat(2000))
    let replaced = false
    const interrupted: SecretStore = {
      ...store,
      get: async (name) => {
        if (name.endsWith('1') && !replaced) {
          replaced = true
          await splitting(store).set('token', 'new '.repeat(3000))
        }
        return store.get(name)
      },
    }
    expect(await splitting(interrupted).get('token')).toBe('new '.repeat(3000))
  })

  it('never joins parts of two values', async () => {
    const { store, entries } = strictEntries()
    const split = splitting(store)
    await split.set('token', 'x'.repeat(4000))
    entries.set('token#a1', `${'y'.repeat(12)}foreign`)
    expect(await split.get('token')).toBeNull()
  })
})
