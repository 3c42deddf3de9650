/** Which rows are selected: some by id, or all that match but some. */
export interface Selection {
  all: boolean
  /** Selected ids; where `all`, the ids left out. */
  ids: ReadonlySet<string>
}

export const nothing: Selection = { all: false, ids: new Set() }
export const everything: Selection = { all: true, ids: new Set() }

export const isSelected = (selection: Selection, id: string): boolean => selection.all !== selection.ids.has(id)

/** How many rows are selected out of `total` that match. */
export const sizeOf = (selection: Selection, total: number): number =>
  selection.all ? Math.max(0, total - selection.ids.size) : selection.ids.size

/** The selection in which exactly the given rows become selected or not; all others stay as they are. */
export function withRows(selection: Selection, ids: Iterable<string>, selected: boolean): Selection {
  const next = new Set(selection.ids)
  for (const id of ids) {
    if (selected === selection.all) next.delete(id)
    else next.add(id)
  }
  return { all: selection.all, ids: next }
}

export const toggled = (selection: Selection, id: string): Selection =>
  withRows(selection, [id], !isSelected(selection, id))
