import { type Clock, kstDayNumber } from '../../../shared/time.ts'
import { createCatalogue } from '../catalogue/catalogue.ts'
import type { CatalogueOptions, CatalogueProduct, OfficeChange } from '../catalogue/types.ts'
import { type Answer, type Exchange, type ShellControl, startShell } from '../http/shell.ts'
import { callWindow } from '../http/window.ts'
import { type ItemView, indexOfNo, isForgotten, isListed, isOnSupply, itemNo, itemView } from './items.ts'
import { modes, Refusal } from './modes.ts'

export interface PracticeDomeggookCredentials {
  aid: string
}

export interface DomeggookLimits {
  perMinute: number
  perDay: number
  /** How long an overrun of the minute shuts the login out, ms. */
  blockMs: number
}

export interface PracticeDomeggookOptions {
  catalogue?: Partial<CatalogueOptions>
  credentials?: Partial<PracticeDomeggookCredentials>
  /** null: no limit. Default as documented: 180 a minute, 15,000 a day, shut for 3 minutes. */
  limits?: DomeggookLimits | null
  /** Batches larger than this are answered with a page, as some were seen to be. Default: never. */
  pageAbove?: number
  /** Items whose detail always comes as a page. */
  brokenItems?: readonly string[]
  port?: number
  clock?: Clock
}

export interface DomeggookControl extends ShellControl {
  setLimits(limits: DomeggookLimits | null): void
  /** As the seller would: sold out, back again, another price, taken out. null: as it would be by itself. */
  setProduct(no: string, change: OfficeChange | null): void
}

export interface DomeggookTruth {
  no: string
  /** Found by a search on Domeme. */
  listed: boolean
  /** Not found any more, whoever asks. */
  gone: boolean
  product: CatalogueProduct
  view: ItemView
}

export interface PracticeDomeggook {
  url: string
  port: number
  credentials: PracticeDomeggookCredentials
  control: DomeggookControl
  /** Every item as it stands now. */
  truth(): IterableIterator<DomeggookTruth>
  close(): Promise<void>
}

const defaultLimits: DomeggookLimits = { perMinute: 180, perDay: 15_000, blockMs: 180_000 }
const MINUTE_MS = 60_000

const refused = ({ code, dcode, message, status }: Refusal): Answer => ({
  status,
  body: JSON.stringify({ errors: { code, message: 'error', dcode, dmessage: message } }),
})
const tooMany = (): Answer => refused(new Refusal('429', 'TOO_MANY_REQUESTS', '호출 한도를 넘었습니다.', 429))
const page: Answer = {
  status: 200,
  type: 'text/html',
  body: '<!DOCTYPE html><html><body>잠시 후 다시 시도해 주십시오.</body></html>',
}

const nonsense = [
  '{"domeggook":"점검"}',
  '[]',
  '{"domeggook":{"item":null}}',
  '42',
  '{}',
  '{"domeggook":{"list":{"item":[{"번호":1}]}}}',
]

/** Starts the practice Domeggook on 127.0.0.1. */
export async function startPracticeDomeggook(options: PracticeDomeggookOptions = {}): Promise<PracticeDomeggook> {
  const { clock, port, pageAbove = Number.POSITIVE_INFINITY, brokenItems = [] } = options
  const credentials = { aid: 'practice0000domeggook0000key', ...options.credentials }
  const shell = await startShell({ groups: ['list', 'view', 'categories'], clock, port })
  const catalogue = createCatalogue({ seed: 303, imageBase: `${shell.url}/img`, ...options.catalogue })
  const broken = new Set(brokenItems)
  const calls = callWindow(MINUTE_MS)
  let limits: DomeggookLimits | null = options.limits === undefined ? defaultLimits : options.limits
  let shutUntil = 0
  let day = { number: 0, count: 0 }

  const answer = ({ method, url, now, turn }: Exchange): Answer => {
    const query = url.searchParams
    if (url.pathname !== '/ssl/api/' && url.pathname !== '/ssl/api') {
      return { status: 404, type: 'text/html', body: '<html><body>Not Found</body></html>' }
    }
    if (method !== 'GET') return { status: 405, body: '' }
    const name = query.get('mode') ?? ''
    const mode = Object.hasOwn(modes, name) ? modes[name] : undefined
    try {
      if (!mode?.versions.includes(query.get('ver') ?? '')) {
        throw new Refusal('404', 'UNKNOWN_SERVICE', '알 수 없는 서비스입니다.', 404)
      }
      if (query.get('aid') !== credentials.aid) throw new Refusal('401', 'INVALID_AID', '유효하지 않은 API 키입니다.')
      if (query.get('om') !== 'json') throw new Refusal('400', 'INVALID_PARAM', '연습 서버는 om=json만 지원합니다.')
      const numbers = name === 'getItemView' ? (query.get('no') ?? '').split(',') : []
      if (numbers.length > pageAbove || numbers.some((no) => broken.has(no))) return page
      return { status: 200, body: JSON.stringify({ domeggook: mode.answer({ query, catalogue, now, turn }) }) }
    } catch (error) {
      if (error instanceof Refusal) return refused(error)
      throw error
    }
  }

  shell.serve({
    groupOf: ({ url }) => {
      const mode = url.searchParams.get('mode')
      return mode === 'getItemList' ? 'list' : mode === 'getItemView' ? 'view' : 'categories'
    },
    limit: ({ now }) => {
      if (limits === null) return null
      const today = kstDayNumber(now)
      if (day.number !== today) day = { number: today, count: 0 }
      day.count += 1
      if (now < shutUntil || day.count > limits.perDay) return tooMany()
      if (calls.add(now) <= limits.perMinute) return null
      shutUntil = now + limits.blockMs
      calls.clear()
      return tooMany()
    },
    answer,
    tooMany,
    nonsense: ({ turn }) => ({ status: 200, body: nonsense[turn % nonsense.length] ?? '{}' }),
    expire: () => {},
  })

  return {
    url: shell.url,
    port: shell.port,
    credentials,
    control: {
      ...shell.control,
      setLimits: (wanted) => {
        limits = wanted
      },
      setProduct: (no, change) => {
        const index = indexOfNo(no)
        if (index === null || index < 0 || index >= catalogue.count(shell.now())) throw new Error(`no product ${no}`)
        catalogue.set(index, change, shell.now())
      },
    },
    *truth() {
      const now = shell.now()
      for (let index = 0; index < catalogue.count(now); index += 1) {
        const product = catalogue.at(index, now)
        yield {
          no: itemNo(index),
          listed: isListed(product) && isOnSupply(product),
          gone: isForgotten(product),
          product,
          view: itemView(catalogue, product),
        }
      }
    },
    close: shell.close,
  }
}
