import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openStore, type Store } from '../../main/store/open.ts'
import { tempFolder } from './temp.ts'

/** A store on disk that closes with the test. */
export async function testStore(
  now = 1_800_000_000_000,
  home = tempFolder('store'),
): Promise<Store & { home: string }> {
  const paths = { database: join(home, 'jangteo.db'), backups: join(home, 'backups') }
  const store = await openStore({ paths, clock: { now: () => now } })
  onTestFinished(() => store.close())
  return { ...store, home }
}
