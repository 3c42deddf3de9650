import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPracticeCoupang } from '../../main/practice/coupang/index.ts'
import { startPracticeEleventhStreet } from '../../main/practice/eleventh-street/index.ts'
import type { Seen } from '../../main/practice/imweb/seen.ts'
import { startPracticeNaver } from '../../main/practice/naver/index.ts'
import { Sqlite } from '../../main/store/db.ts'
import type { Market } from '../../shared/market.ts'
import { DAY_MS } from '../../shared/time.ts'
import { openUploads, seedUploads, type UploadPlace } from './upload-engine.ts'

interface OnMarket {
  number: string
  sku: string
}

interface Peer {
  url: string
  credentials: Record<string, string>
  /** Meets one of the next calls of creates or of searches. */
  fault(kind: string, on: 'create' | 'find'): void
  clearFaults(): void
  products(): OnMarket[]
  seen(): Seen
  resetSeen(): void
  close(): Promise<void>
}

interface PeerOptions {
  clock: { now(): number }
  limited: boolean
}

const noReview = 365 * 24 * 60 * 60_000

/** The practice markets as one kind of peer; what differs in their controls ends here. */
const peers: Record<Market, (options: PeerOptions) => Promise<Peer>> = {
  coupang: async ({ clock, limited }) => {
    const { url, credentials, control, close } = await startPracticeCoupang({
      ...{ clock, reviewMs: noReview, ...(limited ? {} : { limits: null }) },
    })
    return {
      ...{ url, credentials: { ...credentials }, close, clearFaults: control.clearFaults },
      fault: (kind, on) => control.faultByName(`${on === 'create' ? 'create' : 'bySku'}:${kind}`, 1),
      products: () => control.products().map(({ id, options }) => ({ number: id, sku: options[0]?.sku ?? '' })),
      seen: control.seen,
      resetSeen: control.resetSeen,
    }
  },
  naver: async ({ clock, limited }) => {
    const { url, credentials, control, close } = await startPracticeNaver({
      ...{ clock, ...(limited ? {} : { perSecond: null }) },
    })
    return {
      ...{ url, credentials: { ...credentials }, close, clearFaults: control.clearFaults },
      fault: (kind, on) => control.faultByName(`${on === 'create' ? 'create' : 'search'}:${kind}`, 1),
      products: () =>
        control.products().map((one) => ({ number: String(one.originProductNo), sku: one.sellerManagementCode ?? '' })),
      seen: control.seen,
      resetSeen: control.resetSeen,
    }
  },
  '11st': async ({ clock, limited }) => {
    const { url, credentials, control, close } = await startPracticeEleventhStreet({
      ...{ clock, ...(limited ? {} : { limits: null }) },
    })
    return {
      ...{ url, credentials: { ...credentials }, close, clearFaults: control.clearFaults },
      fault: (kind, on) => control.faultByName(`${on}:${kind}`, 1),
      products: () => control.products().map(({ prdNo, sellerPrdCd }) => ({ number: prdNo, sku: sellerPrdCd })),
      seen: control.seen,
      resetSeen: control.resetSeen,
    }
  },
}

/** Runs one engine process; killed after `killAfterMs` of work, or let through (null). Answers whether it finished. */
const run = (place: UploadPlace, killAfterMs: number | null): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'upload-child.ts'), JSON.stringify(place)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let isDone = false
    let timer: NodeJS.Timeout | undefined
    child.stdout.on('data', (part: Buffer) => {
      if (part.includes('done')) isDone = true
      if (killAfterMs !== null) timer ??= setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    })
    child.on('error', reject)
    child.on('exit', (code) => {
      clearTimeout(timer)
      if (!isDone && killAfterMs === null) reject(new Error(`the upload ended with ${code}`))
      else resolve(isDone)
    })
  })

/** How often each is met, of a hundred. Being sent away costs seconds of waiting each time, so it is rare. */
const createFaults = { lost: 40, '504': 12, drop: 14, cut: 8, truncated: 8, shape: 6, '500': 6, html: 4, 'too-many': 2 }
const findFaults = { drop: 38, '500': 20, '504': 20, html: 20, 'too-many': 2 }

const drawn = (from: Readonly<Record<string, number>>, random: () => number): string => {
  let left = random() * Object.values(from).reduce((sum, share) => sum + share, 0)
  for (const [kind, share] of Object.entries(from)) {
    left -= share
    if (left < 0) return kind
  }
  return Object.keys(from)[0] ?? ''
}

export interface FloodReport {
  listings: number
  onMarket: number
  duplicates: number
  /** On the market without a listing that points to it, or the other way round. */
  lostLinks: number
  /** Two creates without an answer and nothing on the market: only looked up from then on, until the operator decides. */
  leftToOperator: number
  /** Neither on the market nor explained. */
  unexplained: number
  states: Record<string, number>
  kills: number
  faults: number
  rounds: number
  integrity: string
  seconds: number
}

export interface FloodOptions {
  market: Market
  count: number
  kills: number
  /** About so many calls pass between two faults. */
  callsPerFault: number
  /** Runs after the kills that meet faults too. */
  faultyRounds: number
  folder: string
  random?: () => number
}

const STEP_MS = 3 * 60_000
const MOST_ROUNDS = 100

function truthOf(file: string, market: Market, products: readonly OnMarket[]) {
  const db = new Sqlite(file)
  const integrity = String(db.pragma('integrity_check', { simple: true }))
  const rows = db
    .prepare<[string], { sku: string; state: string; number: string | null; error: string | null }>(
      'select sku, state, market_product_id as number, last_error as error from listing where market = ?',
    )
    .all(market)
  db.close()
  const bySku = new Map<string, string[]>()
  for (const { sku, number } of products) bySku.set(sku, [...(bySku.get(sku) ?? []), number])
  const linked = new Map(rows.map((row) => [row.sku, row.number]))
  const states: Record<string, number> = {}
  for (const { state } of rows) states[state] = (states[state] ?? 0) + 1
  const isFinal = (row: (typeof rows)[number]) =>
    ['in_review', 'on_sale'].includes(row.state) || (row.state === 'rejected' && row.error !== null)
  const leftToOperator = rows.filter(
    ({ state, error }) => state === 'unresolved' && /LISTING_TWICE_UNKNOWN/.test(error ?? ''),
  )
  return {
    listings: rows.length,
    onMarket: products.length,
    duplicates: [...bySku.values()].filter((numbers) => numbers.length > 1).length,
    lostLinks:
      products.filter(({ sku, number }) => linked.get(sku) !== number).length +
      rows.filter(({ sku, number }) => number !== null && !(bySku.get(sku) ?? []).includes(number)).length,
    leftToOperator: leftToOperator.length,
    unexplained: rows.filter((row) => !isFinal(row)).length - leftToOperator.length,
    open:
      rows.filter(({ state }) => ['approved', 'uploading', 'unresolved'].includes(state)).length -
      leftToOperator.length,
    states,
    integrity,
  }
}

/**
 * Uploads `count` approved listings to a practice market whose answers get lost, come late or never, with the uploading
 * process killed at random moments; then lets it finish, and compares what is on the market with what is stored.
 */
export async function floodUploads(options: FloodOptions): Promise<FloodReport> {
  const { market, count, kills, callsPerFault, faultyRounds, folder, random = Math.random } = options
  mkdirSync(folder, { recursive: true })
  let shift = 0
  const peer = await peers[market]({ clock: { now: () => Date.now() + shift }, limited: false })
  const place = (): UploadPlace => ({
    ...{ market, folder, shift, unlimited: true, url: peer.url, credentials: peer.credentials },
  })
  let timer: NodeJS.Timeout | undefined
  try {
    const seeding = await openUploads(place())
    await seedUploads(seeding, place(), count)
    await seeding.close()
    const started = performance.now()
    let faults = 0
    let met = 0
    timer = setInterval(() => {
      const calls = Object.values(peer.seen().requests).reduce((sum, one) => sum + one, 0)
      if (calls - met < callsPerFault) return
      met = calls
      faults += 1
      if (random() < 0.8) peer.fault(drawn(createFaults, random), 'create')
      else peer.fault(drawn(findFaults, random), 'find')
    }, 10)
    const file = join(folder, 'jangteo.db')
    let killed = 0
    for (let n = 0; n < kills; n += 1) {
      if (!(await run(place(), 300 + random() * 1500))) killed += 1
      shift += 20_000
    }
    let rounds = 0
    let before = -1
    for (; rounds < MOST_ROUNDS; rounds += 1) {
      await run(place(), null)
      const { open, onMarket } = truthOf(file, market, peer.products())
      if (open === 0) break
      // 11st takes so many creates a day and no more.
      shift += onMarket === before ? DAY_MS : STEP_MS
      before = onMarket
      // The last ones are let through, so that the end is not a matter of luck.
      if (rounds >= faultyRounds) clearInterval(timer)
    }
    clearInterval(timer)
    const { open: _, ...truth } = truthOf(file, market, peer.products())
    const seconds = Math.round((performance.now() - started) / 100) / 10
    return { ...truth, kills: killed, faults, rounds: rounds + 1, seconds }
  } finally {
    clearInterval(timer)
    peer.clearFaults()
    await peer.close()
  }
}

export interface PaceReport {
  /** Calls a second, of all routes and of the busiest one. */
  all: number
  busiest: number
  /** Most calls in any one second. */
  peak: number
  /** Calls sent away for being too many. */
  tooMany: number
  uploaded: number
}

/** Uploads for a while under the market's own limits: how near to them, and how often beyond. */
export async function paceUploads(market: Market, folder: string, seconds: number, count: number): Promise<PaceReport> {
  mkdirSync(folder, { recursive: true })
  const peer = await peers[market]({ clock: { now: () => Date.now() }, limited: true })
  try {
    const place: UploadPlace = {
      ...{ market, folder, shift: 0, unlimited: false, url: peer.url, credentials: peer.credentials },
    }
    const seeding = await openUploads(place)
    await seedUploads(seeding, place, count)
    await seeding.close()
    // What drafting asked is not to be counted against the next second.
    await sleep(2000)
    peer.resetSeen()
    await run(place, seconds * 1000)
    const { requests, firstAt, lastAt, tooMany, maxPerWindow } = peer.seen()
    const ran = Math.max(1, (lastAt ?? 0) - (firstAt ?? 0)) / 1000
    const routes = Object.values(requests)
    const rate = (calls: number) => Math.round(((calls - 1) / ran) * 100) / 100
    return {
      all: rate(routes.reduce((sum, calls) => sum + calls, 0)),
      busiest: rate(Math.max(...routes)),
      ...{ peak: maxPerWindow['1000'], tooMany, uploaded: peer.products().length },
    }
  } finally {
    await peer.close()
  }
}
