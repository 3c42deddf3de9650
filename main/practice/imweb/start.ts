import type { AddressInfo } from 'node:net'
import { DAY_MS, systemClock } from '../../../shared/time.ts'
import { listen } from '../ports.ts'
import { createAuth, newAuthState } from './auth-state.ts'
import { createAuthorize } from './authorize.ts'
import { createControl } from './control.ts'
import { controlDoor } from './control-http.ts'
import { createFaults } from './faults.ts'
import { tokenBucket } from './limiter.ts'
import { createOrderList } from './order-list.ts'
import type { ImwebOrder } from './order-types.ts'
import { hexFor } from './random.ts'
import { createRecorder } from './seen.ts'
import { createPracticeServer } from './server.ts'
import { createShop, type ShopState } from './shop.ts'
import { readState, type SavedState, writeState } from './state-file.ts'
import type { TimelineFacts } from './timeline.ts'
import {
  defaultRedirectUris,
  defaultScopes,
  type PracticeCredentials,
  type PracticeImweb,
  type PracticeImwebOptions,
  type PracticeLimits,
} from './types.ts'
import { defaultWire } from './wire.ts'

const MAX_ORDERS = 1_000_000
const DEFAULT_LIMITS: PracticeLimits = { capacity: 25, perSecond: 2 }

const credentialsOf = (seed: number, redirectUri: string): PracticeCredentials => {
  const id = hexFor(seed, 0, 900, 32)
  return {
    clientId: [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-'),
    clientSecret: hexFor(seed, 0, 901, 64),
    siteCode: `S20250301${hexFor(seed, 0, 902, 13)}`,
    redirectUri,
  }
}

/** The saved shop when it is the one asked for, else a new one that begins now. */
function shopStateOf(
  saved: SavedState | null,
  wanted: Omit<TimelineFacts, 'startedAt' | 'runs'>,
  now: number,
): ShopState {
  const old = saved?.facts
  const same = old?.seed === wanted.seed && old.orders === wanted.orders && old.spreadMs === wanted.spreadMs
  if (saved && same) return { facts: saved.facts, changed: saved.changed, added: saved.added }
  return { facts: { ...wanted, startedAt: now, runs: [] }, changed: [], added: [] }
}

/** Starts the practice shop's Imweb on 127.0.0.1. */
export async function startPracticeImweb(options: PracticeImwebOptions = {}): Promise<PracticeImweb> {
  const { clock = systemClock, stateFile, seed = 1, arrivalEveryMs = 20_000 } = options
  const now = () => clock.now()
  const saved = stateFile === undefined ? null : readState(stateFile)
  const orders = Math.max(0, Math.min(MAX_ORDERS, Math.floor(options.orders ?? 2000)))
  const redirectUris = [...(options.redirectUris ?? saved?.redirectUris ?? defaultRedirectUris)]
  const first = redirectUris[0] ?? defaultRedirectUris[0]
  const credentials = {
    ...(saved?.credentials ?? credentialsOf(seed, first)),
    ...(options.redirectUris === undefined ? {} : { redirectUri: first }),
    ...options.credentials,
  }
  const unitCode = `u20250301${hexFor(seed, 0, 903, 13)}`
  const wire = { ...defaultWire, ...options.wire }
  const shopState = shopStateOf(saved, { seed, orders, spreadMs: (options.spreadDays ?? 400) * DAY_MS }, now())

  const save = () => {
    if (stateFile === undefined || !ready) return
    writeState(stateFile, { version: 1, credentials, redirectUris, auth: auth.state(), ...shop.state() })
  }
  let ready = false
  const lives = {
    codeMs: options.codeLifeMs ?? 10 * 60_000,
    accessMs: options.accessLifeMs ?? 2 * 3_600_000,
    refreshMs: options.refreshLifeMs ?? 90 * DAY_MS,
    refreshFrom: options.refreshLifeFrom ?? 'rotation',
    tokens: wire.tokens,
  }
  const auth = createAuth(
    saved?.auth ?? newAuthState(options.linkState ?? 'linking'),
    credentials.siteCode,
    lives,
    now,
    save,
  )
  const shop = createShop({ state: shopState, arrivalEveryMs, clock, save })
  ready = true
  save()

  const faults = createFaults()
  const seen = createRecorder()
  let limits: ReturnType<Parameters<typeof createPracticeServer>[0]['bucket']> = null
  const setLimits = (wanted: PracticeLimits | null) => {
    limits = wanted && {
      bucket: tokenBucket(wanted),
      capacity: wanted.capacity,
      retryAfter: wanted.retryAfter ?? false,
    }
  }
  setLimits(options.limits === undefined ? DEFAULT_LIMITS : options.limits)

  const control = createControl({ auth, shop, faults, seen, setLimits })
  function* truth({ includePending = false } = {}): IterableIterator<ImwebOrder> {
    const selection = shop.select({ includePending })
    for (const id of selection.ids(0, selection.total)) yield shop.order(id)
  }
  const server = createPracticeServer({
    api: {
      auth,
      shop,
      list: createOrderList(shop),
      credentials,
      unitCode,
      closedUntilLinked: options.closedUntilLinked ?? true,
      undatedWindowDays: options.undatedWindowDays ?? null,
    },
    token: { auth, credentials, redirectUris, seen, wire },
    authorize: createAuthorize({
      auth,
      credentials,
      redirectUris,
      enabledScopes: options.enabledScopes ?? defaultScopes,
      now,
    }),
    faults,
    seen,
    wire,
    bucket: () => limits,
    now,
    control: options.control ? controlDoor(control, truth) : null,
  })
  await listen(server, options.port)
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    credentials,
    control,
    truth,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
