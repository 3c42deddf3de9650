import { join } from 'node:path'
import type { Endpoints } from '../net/endpoints.ts'
import { openControlDoor } from '../practice/control-door.ts'
import { type Practice, startPractice } from '../practice/index.ts'
import { readSettings } from '../settings/repository.ts'
import type { Db } from '../store/db.ts'
import type { HomePaths } from './paths.ts'

/** The practice services of one practice folder, as the engine uses them. */
export interface EmbeddedPractice {
  endpoints: Partial<Endpoints>
  credentials: Practice['credentials']
  control: Practice['control']
  close(): Promise<void>
}

const positive = (value: string | undefined): number | null => {
  const number = Number(value)
  return Number.isFinite(number) && number > 0 ? number : null
}

/** A test cannot wait a day for prices to move: it may let a wholesaler's goods change every few seconds. */
const hurried = (): { catalogue?: { driftEveryMs: number } } => {
  const every = positive(process.env.JANGTEO_PRACTICE_DRIFT_MS)
  return every === null ? {} : { catalogue: { driftEveryMs: every } }
}

/** A test that decides reviews itself needs one that does not end meanwhile. */
const reviewing = (): { reviewMs?: number } => {
  const reviewMs = positive(process.env.JANGTEO_PRACTICE_REVIEW_MS)
  return reviewMs === null ? {} : { reviewMs }
}

/** Starts the practice shop in a thread of its own; its ports, tokens and changes are remembered in the folder. */
export async function openPractice(paths: HomePaths, db: Db): Promise<EmbeddedPractice> {
  const { practiceOrders, loopbackPort } = readSettings(db)
  const redirectUri = `http://localhost:${loopbackPort}/imweb/callback`
  const folder = join(paths.home, 'services')
  const isMoved = process.env.JANGTEO_PRACTICE_CONTROL === '1'
  const practice = await startPractice({
    folder,
    imweb: {
      orders: practiceOrders,
      // A test moves the shop itself: nothing arrives but what it adds, and its truth can be asked for.
      ...(isMoved ? { control: true, arrivalEveryMs: 0 } : {}),
      credentials: { redirectUri },
      redirectUris: [redirectUri, `http://127.0.0.1:${loopbackPort}/imweb/callback`, 'https://practice-shop.example/'],
    },
    zentrade: hurried(),
    coupang: reviewing(),
  })
  const door = isMoved ? await openControlDoor(practice.control, join(folder, 'control.json')) : null
  return {
    endpoints: practice.endpoints,
    credentials: practice.credentials,
    control: practice.control,
    close: async () => {
      await door?.close()
      await practice.close()
    },
  }
}
