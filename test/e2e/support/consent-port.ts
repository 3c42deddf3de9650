import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeSettings } from '../../../main/settings/repository.ts'
import { openStore } from '../../../main/store/open.ts'
import { defaultSettings } from '../../../shared/contract/work.ts'
import { systemClock } from '../../../shared/time.ts'

/**
 * The consent comes back on one port of the computer. Apps of test files that run beside each other get one each, as an
 * operator would set it; the first keeps the program's own.
 */
export async function giveConsentPort(home: string): Promise<void> {
  const worker = Number(process.env.VITEST_POOL_ID ?? 1)
  if (worker <= 1) return
  for (const folder of [home, join(home, 'practice')]) {
    const database = join(folder, 'jangteo.db')
    if (existsSync(database)) continue
    mkdirSync(folder, { recursive: true })
    const store = await openStore({ paths: { database, backups: join(folder, 'backups') }, clock: systemClock })
    writeSettings(store.db, { loopbackPort: defaultSettings.loopbackPort + worker }, Date.now())
    store.close()
  }
}
