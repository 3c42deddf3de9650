import { migration0001 } from './0001-orders-and-buyers.ts'
import { migration0002 } from './0002-products.ts'
import { migration0003 } from './0003-listings.ts'
import { migration0004 } from './0004-access.ts'
import { migration0005 } from './0005-stale-drafts.ts'
import { migration0006 } from './0006-product-reads.ts'
import { migration0007 } from './0007-fees-and-words.ts'
import { migration0008 } from './0008-options-that-differ.ts'
import { migration0009 } from './0009-deleting-updates.ts'
import type { Migration } from './migration.ts'

export const migrations: readonly Migration[] = [
  migration0001,
  migration0002,
  migration0003,
  migration0004,
  migration0005,
  migration0006,
  migration0007,
  migration0008,
  migration0009,
]
