import { type Backup, writeBackup } from './backups.ts'
import type { Db } from './db.ts'
import { toStoreError } from './errors.ts'
import type { StorePaths } from './files.ts'

/** What belongs to one shop. Settings, connections, jobs, the API-call log and the audit stay. Children first. */
const shopTables = [
  'access_difference',
  'access_message',
  'access_try',
  'access_event',
  'access_manual',
  'access_rule',
  'buyer_access',
  'order_change',
  'order_payment',
  'order_section',
  'order_line',
  'orders',
  'buyer_contact',
  'buyer_touched',
  'buyer',
  'product_name',
  'day_sales',
  'day_product',
  'set_aside',
]

/**
 * Before another shop is connected: keeps everything in a backup named after the old shop, then empties what belongs to
 * that shop in one transaction. The backup is not counted among the five.
 */
export async function archiveShop(db: Db, paths: StorePaths, siteCode: string, now: number): Promise<Backup> {
  const safe = siteCode.replace(/[^a-zA-Z0-9]/g, '').slice(0, 40) || 'unknown'
  const backup = await writeBackup(db, paths, `shop-${safe}`, now)
  try {
    db.transaction(() => {
      const touches = Number(db.prepare('select coalesce(max(rev), 0) from buyer_touched').pluck().get())
      for (const table of shopTables) db.prepare(`delete from ${table}`).run()
      db.prepare(`delete from meta where key glob 'buyers.*' or key glob 'order-sync:*'`).run()
      // The next shop's buyers are announced to this app only when the operator says so.
      db.prepare(`update access_endpoint set state = 'paused', problem = null where state = 'active'`).run()
      // The gap in the numbers tells every list in memory to read everything anew.
      db.prepare('insert into buyer_touched (rev, buyer) values (?, 0)').run(touches + 2)
    }).immediate()
  } catch (error) {
    throw toStoreError(error)
  }
  return backup
}
