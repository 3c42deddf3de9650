interface Place {
  limit: number
  after?: string
}

/** A page of a list call holds so many rows at most. */
const PAGE = 200

/** The first `limit` rows of a list that answers in pages. */
export async function firstRows<R>(
  limit: number,
  ask: (place: Place) => Promise<{ items: R[]; next: string | null }>,
): Promise<R[]> {
  const rows: R[] = []
  let after: string | null = null
  do {
    const page: { items: R[]; next: string | null } = await ask({
      limit: Math.min(PAGE, limit - rows.length),
      ...(after === null ? {} : { after }),
    })
    rows.push(...page.items)
    after = page.next
  } while (after !== null && rows.length < limit)
  return rows
}
