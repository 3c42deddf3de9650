import { once } from 'node:events'
import { imwebTokens } from '../../../../main/connections/imweb/tokens.ts'
import { practiceFolderStore } from '../../../../main/connections/secrets/practice-folder-store.ts'
import { imwebCode } from '../../../../main/imweb/errors.ts'
import { createHttpClient } from '../../../../main/net/http-client.ts'
import { createOpenLimiter } from '../../../../main/net/limiter.ts'
import { Sqlite } from '../../../../main/store/db.ts'
import { AppError } from '../../../../shared/errors.ts'
import { systemClock } from '../../../../shared/time.ts'

/** A process that needs tokens: `once` waits for a word, asks for one and says it, `loop` has each one rejected until it is killed. */
const [database = '', secrets = '', baseUrl = '', lockFile = '', mode = 'once'] = process.argv.slice(2)

const db = new Sqlite(database, { timeout: 10_000 })
db.pragma('synchronous = full')
const tokens = imwebTokens({
  db,
  secrets: practiceFolderStore(secrets),
  http: createHttpClient({
    service: 'imweb',
    baseUrl,
    limiter: createOpenLimiter(systemClock),
    readErrorCode: imwebCode,
  }),
  clock: systemClock,
  lockFile,
  changed: () => {},
})

const say = (message: { ready?: true; token?: string; code?: string }) =>
  new Promise<void>((resolve) => process.send?.(message, () => resolve()))

if (mode === 'once') {
  await say({ ready: true })
  await once(process, 'message')
}
try {
  let token = await tokens.current()
  await say({ token })
  while (mode === 'loop') {
    token = await tokens.afterRejection(token)
    await say({ token })
  }
} catch (error) {
  await say({ code: error instanceof AppError ? error.code : String(error) })
}
db.close()
process.disconnect()
