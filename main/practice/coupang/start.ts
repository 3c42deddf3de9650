import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { type Clock, systemClock } from '../../../shared/time.ts'
import { type Answer, type Exchange, type ShellControl, startShell } from '../http/shell.ts'
import { allLeaves, closedLeaf } from './metas.ts'
import { answerRoute, groups, match, type RouteRules } from './routes.ts'
import { createShop, REFUSED, type ShopProduct, type ShopState, type Status } from './shop.ts'
import { gateway, refusalOfSignature } from './sign.ts'
import { type CoupangLimits, createWall, documentedLimits, tooMany } from './wall.ts'

export interface PracticeCoupangCredentials {
  vendorId: string
  vendorUserId: string
  accessKey: string
  secretKey: string
}

export interface PracticeCoupangOptions {
  credentials?: Partial<PracticeCoupangCredentials>
  /** null: no limit. Default as documented. */
  limits?: CoupangLimits | null
  /** From a product's creation to the decision about it, ms. Default 30 s. */
  reviewMs?: number
  /** Each n-th product is refused in its review; 0 = none, which is the default. */
  refuseEvery?: number
  /** From when on a product is found by its code, ms. Default a minute, as documented. */
  visibleMs?: number
  /** Until when a new product cannot be read, ms. Default 0. */
  settleMs?: number
  port?: number
  /** Where the products are kept over restarts. */
  stateFile?: string
  clock?: Clock
}

/** A product as tests and the practice panel see it. */
export interface PracticeListing {
  id: string
  name: string
  status: Status
  createdAt: number
  options: {
    vendorItemId: string | null
    sku: string | null
    price: number
    originalPrice: number
    stock: number
    onSale: boolean
  }[]
  /** The request as it came. */
  sent: Record<string, unknown>
}

export interface CoupangControl extends ShellControl {
  products(): PracticeListing[]
  approve(id: string): void
  refuse(id: string, reason?: string): void
  /** A buyer takes pieces of an option, named by its code. */
  sell(sku: string, pieces: number): void
  /** Changes an option behind the seller's back. */
  change(sku: string, to: { price?: number; stock?: number; onSale?: boolean; monitored?: boolean }): void
  remove(id: string): void
  /** The address of the caller is not registered (any more). */
  denyIp(denied: boolean): void
  /** How far the service's clock is ahead of this computer's, ms. */
  setClock(aheadMs: number): void
  renewKey(): void
  closeCategory(code: number, closed: boolean): void
  refusePictures(refuses: boolean): void
  /** Sends callers elsewhere, as it does to blocked ones. */
  redirect(redirects: boolean): void
  setLimits(limits: CoupangLimits | null): void
  /** What a careful client never does: `extended on PUT quantities`. */
  misuse(): string[]
  /** Takes all products away. */
  reset(): void
}

export interface PracticeCoupang {
  url: string
  port: number
  credentials: PracticeCoupangCredentials
  control: CoupangControl
  close(): Promise<void>
}

const BODY_MAX = 10 * 1024 * 1024
const extendable = new Set(['create', 'list', 'categories'])
const nonsense = [
  '{"code":"SUCCESS"}',
  '[]',
  '42',
  '{"data":{"점검":true}}',
  '{"code":"SUCCESS","message":"","data":{"items":"?"}}',
]

const readState = (file: string | undefined): ShopState | undefined => {
  try {
    return file !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ShopState) : undefined
  } catch {
    return undefined
  }
}

const viewOf = ({ sellerProductId, status, createdAt, items, sent }: ShopProduct): PracticeListing => ({
  id: String(sellerProductId),
  name: String(sent.sellerProductName),
  status,
  createdAt,
  sent,
  options: items.map(({ vendorItemId, price, originalPrice, stock, onSale, sent: { externalVendorSku } }) => ({
    ...{ vendorItemId, originalPrice },
    sku: typeof externalVendorSku === 'string' ? externalVendorSku : null,
    price,
    stock,
    onSale,
  })),
})

/** Starts the practice Coupang on 127.0.0.1. Its signatures go by this computer's clock, its reviews by the shell's, which can be moved on. */
export async function startPracticeCoupang(options: PracticeCoupangOptions = {}): Promise<PracticeCoupang> {
  const {
    clock = systemClock,
    port,
    stateFile,
    reviewMs = 30_000,
    refuseEvery = 0,
    visibleMs = 60_000,
    settleMs = 0,
  } = options
  const credentials = {
    vendorId: 'A00099999',
    vendorUserId: 'skyshop_demo',
    accessKey: '00000000-aaaa-bbbb-cccc-000000000000',
    secretKey: 'practice0000coupang0000secret0000key0000',
    ...options.credentials,
  }
  const shell = await startShell({ groups, clock, port, bodyMax: BODY_MAX })
  const shop = createShop({ reviewMs, refuseEvery }, readState(stateFile))
  const wall = createWall()
  const misuse = new Set<string>()
  const closed = new Set<number>([closedLeaf.code])
  let limits = options.limits === undefined ? documentedLimits : options.limits
  let [ahead, ipDenied, expired, redirects, refusesPictures] = [0, false, false, false, false]
  let keeping: NodeJS.Timeout | null = null

  const keepNow = () => {
    if (stateFile === undefined) return
    writeFileSync(`${stateFile}.next`, JSON.stringify(shop.state()))
    renameSync(`${stateFile}.next`, stateFile)
  }
  const keep = () => {
    if (stateFile === undefined || keeping !== null) return
    keeping = setTimeout(() => {
      keeping = null
      keepNow()
    }, 300)
    keeping.unref()
  }

  const rules = (): RouteRules => ({
    ...credentials,
    leafOf: (code) => (closed.has(code) ? null : (allLeaves.find((one) => one.code === code) ?? null)),
    refusesPictures,
    shop,
    settleMs,
    visibleMs,
    closed,
  })

  const watch = ({ method, headers }: Exchange, { group, id }: { group: string; id: string }) => {
    const item = group === 'prices' || group === 'original-prices' ? shop.option(id)?.item : undefined
    if (item !== undefined && item.price > item.originalPrice) misuse.add(`price above the original after ${group}`)
    const extended = headers['x-extended-timeout']
    if (extended !== undefined && (extended !== '90000' || !extendable.has(group)))
      misuse.add(`extended on ${method} ${group}`)
    if (extended === undefined && (group === 'create' || group === 'list'))
      misuse.add(`not extended on ${method} ${group}`)
    if (headers['content-type']?.toLowerCase() !== 'application/json;charset=utf-8')
      misuse.add(`content type on ${method} ${group}`)
  }

  const guard = (exchange: Exchange): Answer | null => {
    if (redirects)
      return { status: 302, type: 'text/html', body: '', headers: { location: 'https://blocked.example.com/' } }
    if (ipDenied) return gateway(403, '[FORBIDDEN] Not allowed IP 203.0.113.7')
    if (expired) return gateway(401, 'Request is not authorized.', '유효기간이 만료된 키입니다.')
    return refusalOfSignature(exchange, credentials, clock.now() + ahead)
  }

  let headers: Record<string, string> = {}
  const answer = (exchange: Exchange): Answer => {
    const matched = match(exchange.method, exchange.target)
    const refusal = guard(exchange)
    const told = refusal ?? answerRoute(rules(), exchange, matched)
    if (refusal === null) watch(exchange, matched)
    if (limits !== null && told.status >= 400) wall.noteError(limits, clock.now())
    if (told.status < 400 && exchange.method !== 'GET') keep()
    const date = new Date(clock.now() + ahead).toUTCString()
    return { ...told, headers: { date, ...headers, ...told.headers } }
  }

  shell.serve({
    groupOf: ({ method, target }) => match(method, target).group,
    limit: () => {
      headers = {}
      if (limits === null) return null
      const met = wall.meet(limits, clock.now())
      headers = met.headers
      return met.refusal
    },
    answer,
    tooMany,
    nonsense: ({ turn }) => ({ status: 200, body: nonsense[turn % nonsense.length] ?? '{}' }),
    expire: () => {
      expired = true
    },
  })

  const productOf = (id: string): ShopProduct => {
    const product = shop.get(Number(id), shell.now())
    if (product === null) throw new Error(`no product ${id}`)
    return product
  }
  const itemsOf = (sku: string) => {
    const items = shop
      .ofSku(sku, shell.now())
      .flatMap((one) => one.items.filter((item) => item.sent.externalVendorSku === sku))
    if (items.length === 0) throw new Error(`no option ${sku}`)
    return items
  }

  return {
    url: shell.url,
    port: shell.port,
    credentials,
    control: {
      ...shell.control,
      products: () => shop.all(shell.now()).map(viewOf),
      approve: (id) => shop.approve(productOf(id), shell.now()),
      refuse: (id, reason = REFUSED) => shop.deny(productOf(id), reason, shell.now()),
      sell: (sku, pieces) => {
        for (const item of itemsOf(sku)) item.stock = Math.max(0, item.stock - pieces)
      },
      change: (sku, to) => {
        for (const item of itemsOf(sku)) Object.assign(item, to)
      },
      remove: (id) => shop.note(productOf(id), 'DELETED', '', shell.now()),
      denyIp: (denied) => {
        ipDenied = denied
      },
      setClock: (aheadMs) => {
        ahead = aheadMs
      },
      renewKey: () => {
        expired = false
      },
      closeCategory: (code, isClosed) => {
        if (isClosed) closed.add(code)
        else closed.delete(code)
      },
      refusePictures: (refuses) => {
        refusesPictures = refuses
      },
      redirect: (wanted) => {
        redirects = wanted
      },
      setLimits: (wanted) => {
        limits = wanted
        wall.clear()
      },
      misuse: () => [...misuse],
      reset: () => {
        shop.clear()
        wall.clear()
        misuse.clear()
        keep()
      },
    },
    close: async () => {
      if (keeping !== null) clearTimeout(keeping)
      keepNow()
      await shell.close()
    },
  }
}
