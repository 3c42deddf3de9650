import { describe, expect, it } from 'vitest'
import { pathsOf } from '../../../renderer/pages/products/CategoryField.tsx'
import { matchingLines, openLines, treeOf } from '../../../renderer/pages/products/categoryTree.ts'
import { stepsOf } from '../../../renderer/pages/products/history.ts'
import { pictureSource } from '../../../renderer/pages/products/pictureSource.ts'
import { collectProgressOf, conditionsText, keysOf } from '../../../renderer/pages/products/planWords.ts'
import { tellingQuantities } from '../../../renderer/pages/products/ShippingFacts.tsx'
import { withFormer, withSaved } from '../../../renderer/pages/products/savedViews.ts'
import { ko } from '../../../renderer/strings/ko.ts'
import type { ProductChange } from '../../../shared/contract/products.ts'

const category = (id: number, name: string, parent: number | null, path: string) => ({
  category: id,
  wholesaler: 'ownerclan' as const,
  name,
  path,
  code: String(id),
  parent,
})
const rows = [
  category(1, '주방', null, '주방'),
  category(2, '컵', 1, '주방 > 컵'),
  category(3, '칼', 1, '주방 > 칼'),
  category(4, '가구', null, '가구'),
]

describe('the category tree', () => {
  it('counts what is below, leaves empty ones out and shows the fullest first', () => {
    const tree = treeOf(
      rows,
      new Map([
        [2, 5],
        [3, 9],
        [1, 1],
      ]),
    )
    expect(openLines(tree, new Set([1])).map(({ node, depth }) => [node.row.name, depth, node.count])).toEqual([
      ['주방', 0, 15],
      ['칼', 1, 9],
      ['컵', 1, 5],
    ])
    expect(openLines(tree, new Set())).toHaveLength(1)
    expect(matchingLines(tree, '주방 컵').map(({ node }) => node.row.name)).toEqual(['컵'])
  })

  it('ends on a circle', () => {
    const circle = [category(1, 'a', 2, 'a'), category(2, 'b', 1, 'b')]
    expect(treeOf(circle, new Map([[1, 1]]))).toEqual([])
    expect(
      pathsOf([
        { code: '1', name: 'a', parent: '2' },
        { code: '2', name: 'b', parent: '1' },
      ]),
    ).toHaveLength(2)
  })
})

describe('a figure over time', () => {
  const change = (at: number, before: string | null, after: string | null, field = 'price'): ProductChange => ({
    at,
    field,
    option: null,
    before,
    after,
  })
  it('holds in steps from the first known value to now', () => {
    const changes = [change(30, '120', '150'), change(20, '100', '120'), change(25, '1', '2', 'stock')]
    expect(stepsOf(changes, 'price', 150, 10, 40)).toEqual([
      { at: 10, value: 100 },
      { at: 20, value: 120 },
      { at: 30, value: 150 },
      { at: 40, value: 150 },
    ])
  })

  it('leaves a gap where it was unknown, and never makes it 0', () => {
    expect(stepsOf([change(20, null, '100')], 'price', 100, 10, 40)[0]).toEqual({ at: 10, value: null })
    expect(stepsOf([], 'stock', null, 10, 40).map((point) => point.value)).toEqual([null, null])
  })
})

describe('pasted product codes', () => {
  it('are taken from anything, each once, zeros kept', () => {
    expect(keysOf('00123, W1\tW2\n\nW1;  W3 ')).toEqual(['00123', 'W1', 'W2', 'W3'])
    expect(keysOf(' \n ')).toEqual([])
  })
})

describe('a plan in words', () => {
  it('names every condition', () => {
    const request = { search: '텀블러', category: '1', minPrice: 1000, maxPrice: 9000, limit: 50 }
    expect(conditionsText(ko, request, 'ko', () => '주방 > 컵')).toBe(
      '‘텀블러’ 검색 · 카테고리 주방 > 컵 · 1,000원 이상 · 9,000원 이하 · 최대 50개',
    )
    expect(conditionsText(ko, {}, 'ko')).toBe('전체 상품')
  })

  it('reads a progress of another shape without falling', () => {
    expect(collectProgressOf(null)).toBeNull()
    expect(collectProgressOf({ rows: 3 })).toBeNull()
    expect(collectProgressOf({ seen: 3, rejected: 'x' })).toMatchObject({
      seen: 3,
      added: 0,
      rejected: [],
      expected: null,
    })
  })
})

describe('shipping shown for some quantities', () => {
  it('holds the usual ones, the edges of the rule and nothing below the minimum', () => {
    expect(tellingQuantities({ kind: 'per_box', fee: 3000, boxQuantity: 20 }, 1)).toEqual([1, 2, 5, 10, 20, 21, 50])
    expect(tellingQuantities({ kind: 'flat', fee: 3000 }, 6)).toEqual([6, 10, 50])
  })
})

describe('a stranger’s picture address', () => {
  it('asks https for what is written without it, except of this computer', () => {
    const remote = (address: string) => new URL(pictureSource(address)).searchParams.get('u')
    expect(remote('http://img.example/1.jpg')).toBe('https://img.example/1.jpg')
    expect(remote('//img.example/1.jpg')).toBe('https://img.example/1.jpg')
    expect(remote('http://127.0.0.1:4000/img/1.png')).toBe('http://127.0.0.1:4000/img/1.png')
    expect(remote('https://img.example/한 글.jpg?a=1&b=2')).toBe(
      'https://img.example/%ED%95%9C%20%EA%B8%80.jpg?a=1&b=2',
    )
  })
})

describe('saved views', () => {
  it('are replaced by one of the same name, in its place', () => {
    const views = [
      { name: 'a', query: '1' },
      { name: 'b', query: '2' },
    ]
    expect(withSaved(views, { name: 'a', query: '3' })).toEqual([{ name: 'a', query: '3' }, views[1]])
    expect(withSaved(views, { name: 'c', query: '4' })).toHaveLength(3)
  })

  it('of a former version join them: what fits, behind, and never over one that is there', () => {
    const views = [{ name: 'a', query: '1' }]
    const former = [
      { name: 'b', query: '2' },
      { name: 'a', query: '9' },
      null,
      { name: 'x' },
      { name: 'b', query: '3' },
    ]
    expect(withFormer(views, former)).toEqual([...views, { name: 'b', query: '2' }])
    const many = Array.from({ length: 80 }, (_, i) => ({ name: `f${i}`, query: '' }))
    expect(withFormer(views, many)).toHaveLength(50)
  })
})
