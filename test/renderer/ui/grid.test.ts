import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moveOf } from '../../../renderer/ui/grid/keys.ts'
import { everything, isSelected, nothing, sizeOf, toggled, withRows } from '../../../renderer/ui/grid/selection.ts'

const universe = Array.from({ length: 12 }, (_, i) => `b${i}`)
const step = fc.oneof(
  fc.record({ kind: fc.constant('toggle' as const), id: fc.constantFrom(...universe) }),
  fc.record({
    kind: fc.constant('rows' as const),
    ids: fc.array(fc.constantFrom(...universe)),
    selected: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom('all' as const, 'clear' as const) }),
)

describe('selection', () => {
  it('agrees with a plain set over all rows, whatever is done to it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let selection = nothing
        let plain = new Set<string>()
        for (const action of steps) {
          if (action.kind === 'toggle') {
            selection = toggled(selection, action.id)
            if (!plain.delete(action.id)) plain.add(action.id)
          } else if (action.kind === 'rows') {
            selection = withRows(selection, action.ids, action.selected)
            for (const id of action.ids) action.selected ? plain.add(id) : plain.delete(id)
          } else {
            selection = action.kind === 'all' ? everything : nothing
            plain = new Set(action.kind === 'all' ? universe : [])
          }
          expect(universe.filter((id) => isSelected(selection, id))).toEqual(universe.filter((id) => plain.has(id)))
          expect(sizeOf(selection, universe.length)).toBe(plain.size)
        }
      }),
    )
  })

  it('of all that match covers rows never read', () => {
    expect(isSelected(everything, 'unread')).toBe(true)
    expect(sizeOf(toggled(everything, 'b1'), 100_000)).toBe(99_999)
  })

  it('never changes the selection it came from', () => {
    const before = withRows(nothing, ['b1'], true)
    toggled(before, 'b2')
    expect([...before.ids]).toEqual(['b1'])
  })
})

describe('keys', () => {
  it('move within the list and stop at its ends', () => {
    expect(moveOf('ArrowDown', 4, 10, 5)).toBe(5)
    expect(moveOf('ArrowDown', 9, 10, 5)).toBe(9)
    expect(moveOf('PageUp', 3, 10, 5)).toBe(0)
    expect(moveOf('PageDown', 3, 10, 5)).toBe(8)
    expect(moveOf('End', 3, 10, 5)).toBe(9)
    expect(moveOf('Home', 3, 10, 5)).toBe(0)
  })

  it('that do not move answer nothing', () => {
    for (const key of [' ', 'Enter', 'Escape', 'a', 'ArrowLeft']) expect(moveOf(key, 3, 10, 5)).toBeNull()
  })
})
