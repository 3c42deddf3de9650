import { categoryTree } from '../catalogue/words.ts'

export interface Category {
  key: string
  id: string
  name: string
  fullName: string
  attributes: string[]
  parent: Category | null
  children: Category[]
  ancestors: Category[]
}

const two = (n: number) => String(n).padStart(2, '0')
/** `5` + two digits for each level from 1 + `0`; the root is all zeros. */
export const categoryKey = (...place: number[]): string =>
  `5${[0, 1, 2].map((level) => two(place[level] === undefined ? 0 : (place[level] ?? 0) + 1)).join('')}0`

const node = (key: string, name: string, parent: Category | null): Category => {
  const isTop = parent === null || parent.parent === null
  const made: Category = {
    key,
    id: `Category,${Buffer.from(key).toString('base64')}`,
    name,
    fullName: isTop ? name : `${parent.fullName}>${name}`,
    attributes: [],
    parent,
    children: [],
    ancestors: parent === null ? [] : [...parent.ancestors, parent],
  }
  parent?.children.push(made)
  return made
}

/** All categories by key, parents first. */
export function buildCategories(): Map<string, Category> {
  const all = new Map<string, Category>()
  const add = (category: Category) => {
    all.set(category.key, category)
    return category
  }
  const root = add(node('00000000', 'ROOT', null))
  for (const [a, top] of categoryTree.entries()) {
    const first = add(node(categoryKey(a), top.name, root))
    for (const [b, middle] of top.children.entries()) {
      const second = add(node(categoryKey(a, b), middle.name, first))
      for (const [c, leaf] of middle.leaves.entries()) add(node(categoryKey(a, b, c), leaf.name, second))
    }
  }
  return all
}
