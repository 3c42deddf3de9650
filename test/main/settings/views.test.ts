import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openSettings, settingsHandlers } from '../../../main/settings/handlers.ts'
import { putValue } from '../../../main/settings/repository.ts'
import { mostViews } from '../../../shared/contract/views.ts'
import { defaultSettings } from '../../../shared/contract/work.ts'
import { contract } from '../../../shared/contract.ts'
import { tempDatabase } from '../../support/database.ts'

const clock = { now: () => 1000 }
const opened = () => {
  const db = tempDatabase()
  const book = () =>
    settingsHandlers(
      openSettings(
        db,
        clock as never,
        () => {},
        () => {},
      ),
    )
  return { db, book }
}
const named = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ name: `보기 ${i}`, query: `wholesaler=zentrade&n=${i}` }))
const accepts = (items: unknown) => contract['views.set'].input.safeParse({ items }).success

describe('saved views', () => {
  it('are kept in the database, in their order, and read again by the next start', () => {
    const { book } = opened()
    expect(book()['views.list']({})).toEqual({ items: [] })
    const items = [...named(3)].reverse()
    expect(book()['views.set']({ items })).toEqual({ items })
    expect(book()['views.list']({})).toEqual({ items })
    expect(book()['settings.get']({})).toEqual(defaultSettings)
  })

  it('that do not fit any more are left out, and the others stay', () => {
    const { db, book } = opened()
    const [good] = named(1)
    const bad = [null, 7, { name: '', query: '' }, { name: 'x' }, { name: 'long', query: 'q'.repeat(4001) }, good]
    putValue(db, 'productViews', [...bad, good], 1)
    expect(book()['views.list']({})).toEqual({ items: [good] })
    for (const value of [{}, 'text', null, 3]) {
      putValue(db, 'productViews', value, 1)
      expect(book()['views.list']({})).toEqual({ items: [] })
    }
    db.prepare("update setting set value = '[{' where key = 'productViews'").run()
    expect(book()['views.list']({})).toEqual({ items: [] })
  })

  it('have bounds that the contract holds', () => {
    expect(accepts(named(mostViews))).toBe(true)
    expect(accepts(named(mostViews + 1))).toBe(false)
    expect(accepts([...named(1), ...named(1)])).toBe(false)
    expect(accepts([{ name: 'n'.repeat(61), query: '' }])).toBe(false)
    expect(accepts([{ name: ' ', query: '' }])).toBe(false)
    expect(accepts([{ name: 'n', query: 'q'.repeat(4001) }])).toBe(false)
  })

  it('come back as they went, whatever they hold', () => {
    const { book } = opened()
    const view = fc.record({
      name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((name) => name.trim()),
      query: fc.string({ maxLength: 200 }),
    })
    const views = fc.uniqueArray(view, { maxLength: mostViews, selector: ({ name }) => name })
    fc.assert(
      fc.property(
        views.filter((items) => accepts(items)),
        (items) => {
          expect(book()['views.set']({ items })).toEqual({ items })
        },
      ),
      { numRuns: 50 },
    )
  })
})
