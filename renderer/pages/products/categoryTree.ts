import type { Output } from '../../../shared/contract.ts'

export type CategoryRow = Output<'products.categories'>['items'][number]

export interface CategoryNode {
  row: CategoryRow
  children: CategoryNode[]
  /** Products in it and below, under the other filters. */
  count: number
}

/** The categories as a tree with the number of products in each and below; what holds none is left out. */
export function treeOf(rows: readonly CategoryRow[], counts: ReadonlyMap<number, number>): CategoryNode[] {
  const nodes = new Map<number, CategoryNode>(
    rows.map((row) => [row.category, { row, children: [], count: counts.get(row.category) ?? 0 }]),
  )
  const roots: CategoryNode[] = []
  for (const node of nodes.values()) {
    const parent = node.row.parent === null ? undefined : nodes.get(node.row.parent)
    if (parent === undefined) roots.push(node)
    else parent.children.push(node)
  }
  const settle = (node: CategoryNode, depth: number): number => {
    // A circle in what a wholesaler calls a tree must not hang the window.
    if (depth > 20) return 0
    for (const child of node.children) node.count += settle(child, depth + 1)
    node.children = sorted(node.children)
    return node.count
  }
  for (const root of roots) settle(root, 0)
  return sorted(roots)
}

const sorted = (nodes: readonly CategoryNode[]) =>
  nodes.filter((node) => node.count > 0).sort((a, b) => b.count - a.count || a.row.name.localeCompare(b.row.name, 'ko'))

export interface ShownCategory {
  node: CategoryNode
  depth: number
}

/** The lines to show: the tree as far as it is opened. */
export function openLines(roots: readonly CategoryNode[], opened: ReadonlySet<number>): ShownCategory[] {
  const lines: ShownCategory[] = []
  const walk = (nodes: readonly CategoryNode[], depth: number) => {
    for (const node of nodes) {
      lines.push({ node, depth })
      if (opened.has(node.row.category)) walk(node.children, depth + 1)
    }
  }
  walk(roots, 0)
  return lines
}

/** Every category whose path holds all words of the search, most products first. */
export function matchingLines(roots: readonly CategoryNode[], search: string): ShownCategory[] {
  const words = search.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean)
  const found: CategoryNode[] = []
  const walk = (nodes: readonly CategoryNode[]) => {
    for (const node of nodes) {
      const path = node.row.path.normalize('NFC').toLowerCase()
      if (words.every((word) => path.includes(word))) found.push(node)
      walk(node.children)
    }
  }
  walk(roots)
  return found.sort((a, b) => b.count - a.count).map((node) => ({ node, depth: 0 }))
}
