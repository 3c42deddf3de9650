import { z } from 'zod'
import type { ListingRow, listingEdits } from '../../shared/contract/listing-shapes.ts'
import { draftProgress } from '../../shared/contract/listings.ts'
import { AppError } from '../../shared/errors.ts'
import { listingStates, type Market, marketNames, markets } from '../../shared/market.ts'
import { type Wholesaler, wholesalers } from '../../shared/product.ts'
import { type Command, type CommandContext, type CommandResult, iso } from './command.ts'
import { UsageError } from './errors.ts'
import { syncListings, uploadListings } from './listings-life.ts'
import { choiceOption, countOption, given, listOption } from './options.ts'
import { firstRows } from './rows.ts'
import { finished } from './sync.ts'

const levelWords = { red: '보낼 수 없음', yellow: '확인 필요', green: '준비됨' } as const

const productOf = (text: string): { wholesaler: Wholesaler; productId: string } => {
  const colon = text.indexOf(':')
  const wholesaler = wholesalers.find((name) => name === text.slice(0, colon))
  const productId = text.slice(colon + 1).trim()
  if (wholesaler === undefined || productId === '') {
    throw new UsageError(`--product 값은 도매처:상품코드여야 합니다: ${text}`)
  }
  return { wholesaler, productId }
}

/** What stands on stdin, if anything does: nothing at all is no overrides. */
async function overridesFrom({ readOptionalJson }: CommandContext) {
  const text = await readOptionalJson()
  if (text === null) return {}
  const { name, price, category, fields, ...more } = text
  const categoryCode = typeof category === 'number' ? String(category) : category
  const fieldTexts = z.record(z.string(), z.unknown()).safeParse(fields)
  const shown = fieldTexts.success
    ? Object.fromEntries(
        Object.entries(fieldTexts.data).map(([key, value]) => [
          key,
          // Nothing is what takes a field back.
          value === null ? '' : typeof value === 'number' ? String(value) : value,
        ]),
      )
    : fields
  const named = Object.entries({ name, price, category: categoryCode, fields: shown })
  const read = Object.fromEntries(named.filter(([, value]) => value !== undefined))
  // Whatever else came: the contract's schema is what refuses it.
  return { ...more, ...read } as z.input<typeof listingEdits>
}

const drafted = (row: ListingRow, detail: { made: unknown; noPrice: { code: string; message: string } | null }) => ({
  listingId: row.listingId,
  market: row.market,
  product: row.product,
  sku: row.sku,
  name: row.name,
  category: row.category,
  categoryPath: row.categoryPath,
  stock: row.stock,
  state: row.state,
  readiness: {
    level: row.level,
    reasons: row.findings.map(({ level, code, field, message }) => ({ code, field, message, level })),
  },
  price: detail.made ?? { code: detail.noPrice?.code ?? null, message: detail.noPrice?.message ?? null },
})

async function draft(context: CommandContext): Promise<CommandResult> {
  const { call, options } = context
  const market = choiceOption(options, 'market', markets)
  const products = listOption(options, 'product')?.map(productOf)
  if (market === undefined || products === undefined) {
    throw new UsageError('listings draft에는 --market과 --product 도매처:상품코드가 필요합니다.')
  }
  const overrides = await overridesFrom(context)
  context.startWork()
  const { jobId } = await call('listings.draft', { markets: [market], products, overrides })
  const progress = draftProgress.parse(await finished(context, jobId))
  const unknown = progress.refused.find(({ listingId }) => listingId === undefined)
  if (progress.listingIds.length === 0 && progress.refused.length > 0 && unknown !== undefined) {
    throw new AppError({
      code: unknown.code,
      message: unknown.message,
      nextStep: '상품과 연결을 확인하십시오.',
      retryable: false,
    })
  }
  const items: ReturnType<typeof drafted>[] = []
  for (const listingId of progress.listingIds) {
    const detail = await call('listings.get', { listingId })
    items.push(drafted(detail, detail))
  }
  for (const { listingId, code, message } of progress.refused) {
    if (listingId === undefined) continue
    const detail = await call('listings.get', { listingId })
    const item = drafted(detail, detail)
    // It stays what it is on the market; what was asked for is what cannot be had.
    const reasons = [{ code, field: 'state', message, level: 'red' as const }, ...item.readiness.reasons]
    items.push({ ...item, readiness: { level: 'red', reasons } })
  }
  const lines = items.flatMap((item) => [
    `${item.listingId}\t${item.product}\t${levelWords[item.readiness.level]}`,
    ...item.readiness.reasons.map(({ code, message }) => `  ${code}: ${message}`),
  ])
  return {
    json: { items, refused: progress.refused },
    text: [`${marketNames[market]} 등록 준비 ${progress.listingIds.length}개를 만들었습니다.`, ...lines].join('\n'),
  }
}

const onMarket = ['in_review', 'on_sale', 'sold_out', 'stopped']

/** The price that changes, and all of them where several things are sold. */
const waitingPrice = (waiting: ListingRow['waiting']) => {
  if (waiting?.kind !== 'price') return {}
  const { changes, after } = waiting
  return {
    waitingPrice: changes[0]?.after ?? after,
    ...(changes.some(({ before, after: its }) => before !== waiting.before || its !== after)
      ? { waitingPrices: changes.map(({ sku, before, after: its }) => ({ sku, from: before, to: its })) }
      : {}),
  }
}

const listed = (row: ListingRow) => {
  // What buyers see there, where it is there; what would be sent, where it is not.
  const isOnMarket = onMarket.includes(row.state)
  return {
    listingId: row.listingId,
    market: row.market,
    product: row.product,
    name: row.name,
    sku: row.sku,
    state: row.state,
    outcome: row.outcome,
    marketProductId: row.marketProductId,
    price: isOnMarket ? (row.pushed.price ?? row.price) : row.price,
    stock: isOnMarket ? (row.pushed.stock ?? row.stock) : row.stock,
    level: row.level,
    differs: row.differs,
    // As last read, where that is not what was told.
    ...(row.differs.includes('price') ? { marketPrice: row.read.price } : {}),
    ...(row.differs.includes('stock') ? { marketStock: row.read.stock } : {}),
    ...(row.differs.includes('state') ? { marketState: row.read.stateText ?? row.read.state } : {}),
    ...waitingPrice(row.waiting),
    ...(row.waiting === null ? {} : { waitingChange: row.waiting.kind, waitingReason: row.waiting.why }),
    ...(row.warnings.length === 0 ? {} : { warnings: row.warnings }),
    ...(row.nextAttemptAt === null ? {} : { nextAttemptAt: iso(row.nextAttemptAt) }),
    ...(row.lastError === null ? {} : { lastError: row.lastError }),
  }
}

async function list({ call, options }: CommandContext): Promise<CommandResult> {
  const limit = countOption(options, 'limit', 100)
  const state = choiceOption(options, 'state', listingStates)
  const filter = {
    ...given({ market: choiceOption(options, 'market', markets) as Market | undefined }),
    ...(state === undefined ? {} : { states: [state] }),
  }
  const { total } = await call('listings.count', filter)
  const rows = await firstRows(limit, (place) => call('listings.list', { ...filter, ...place }))
  const items = rows.map(listed)
  const lines = items.map(({ listingId, market, product, state: its, price, stock }) =>
    [listingId, marketNames[market], product, its, price === null ? '가격 없음' : `${price}원`, stock ?? '-'].join(
      '\t',
    ),
  )
  return { json: { total, items }, text: [`등록 상품 ${total}개`, ...lines].join('\n') }
}

async function approve({ call, positionals }: CommandContext): Promise<CommandResult> {
  const listingIds = positionals.slice(1)
  if (listingIds.length === 0) throw new UsageError('listings approve 다음에는 등록 상품의 ID가 필요합니다.')
  const { approved, refused } = await call('listings.approve', { listingIds })
  const lines = refused.flatMap(({ listingId, reasons }) => [
    `${listingId}: 승인하지 않았습니다.`,
    ...reasons.map(({ code, message }) => `  ${code}: ${message}`),
  ])
  return { json: { approved, refused }, text: [`${approved.length}개를 승인했습니다.`, ...lines].join('\n') }
}

export const listingsCommand: Command = {
  usage:
    'listings draft --market 마켓 --product 도매처:상품코드… [< 값.json, {name, price, category, fields: {항목: 값}}; null은 직접 정한 값을 지웁니다] · listings list [--market 마켓] [--state 상태] [--limit N] · listings approve ID… · listings upload|sync [--market 마켓]',
  options: {
    market: { type: 'string' },
    product: { type: 'string', multiple: true },
    state: { type: 'string' },
    limit: { type: 'string' },
  },
  run: async (context) => {
    const { positionals } = context
    const [what] = positionals
    if (what === 'approve') return approve(context)
    if (positionals.length === 1) {
      if (what === 'draft') return draft(context)
      if (what === 'list') return list(context)
      if (what === 'upload') return uploadListings(context)
      if (what === 'sync') return syncListings(context)
    }
    throw new UsageError('listings 다음에는 draft, list, approve, upload, sync 가운데 하나가 필요합니다.')
  },
}
