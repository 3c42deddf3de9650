import type { CollectConditions, ProductChange, ProductRow } from '../../shared/contract/products.ts'
import {
  type ProductStatus,
  productStatuses,
  type Wholesaler,
  wholesalerNames,
  wholesalers,
} from '../../shared/product.ts'
import { parseKstDay } from '../../shared/time.ts'
import { type Command, type CommandContext, type CommandResult, iso } from './command.ts'
import { UsageError } from './errors.ts'
import { choiceOption, countOption, dayOption, given, textOption } from './options.ts'
import { finished } from './sync.ts'

const wholesalerOf = (text: string | undefined): Wholesaler => {
  const found = wholesalers.find((one) => one === text)
  if (found === undefined) throw new UsageError(`도매처는 ${wholesalers.join(', ')} 중 하나여야 합니다.`)
  return found
}

const wonOption = (options: CommandContext['options'], name: string): number | undefined => {
  const value = textOption(options, name)
  if (value !== undefined && !/^\d{1,12}$/.test(value)) {
    throw new UsageError(`--${name} 값은 0 이상의 정수(원)여야 합니다: ${value}`)
  }
  return value === undefined ? undefined : Number(value)
}

const keysOf = (value: CommandContext['options'][string]): string[] | undefined =>
  Array.isArray(value) && value.length > 0 ? value : undefined

const requestOf = (options: CommandContext['options']): CollectConditions => {
  const since = dayOption(options, 'changed-since')
  return given({
    keys: keysOf(options.key),
    search: textOption(options, 'search'),
    category: textOption(options, 'category'),
    minPrice: wonOption(options, 'min-price'),
    maxPrice: wonOption(options, 'max-price'),
    changedSince: since === undefined ? undefined : (parseKstDay(since) ?? undefined),
    limit: options.limit === undefined ? undefined : countOption(options, 'limit', 1),
  })
}

const counted = ['seen', 'added', 'updated', 'unchanged', 'soldOut'] as const

export const collectCommand: Command = {
  usage:
    'collect ownerclan|zentrade|domeggook [--key 상품코드]… [--search 말] [--category 분류] [--min-price 원] [--max-price 원] [--changed-since 날짜] [--limit N]',
  options: {
    key: { type: 'string', multiple: true },
    search: { type: 'string' },
    category: { type: 'string' },
    'min-price': { type: 'string' },
    'max-price': { type: 'string' },
    'changed-since': { type: 'string' },
    limit: { type: 'string' },
  },
  run: async (context) => {
    const { call, positionals, options } = context
    if (positionals.length !== 1) throw new UsageError('collect 다음에는 도매처 하나가 필요합니다.')
    const wholesaler = wholesalerOf(positionals[0])
    const request = requestOf(options)
    context.startWork()
    const { jobId } = await call('collect.start', { wholesaler, request })
    const result = await finished(context, jobId)
    const numbers = Object.fromEntries(
      counted.map((name) => [name, typeof result[name] === 'number' ? result[name] : 0]),
    ) as Record<(typeof counted)[number], number>
    const rejected = Array.isArray(result.rejected) ? result.rejected : []
    const rejectedCount = typeof result.rejectedCount === 'number' ? result.rejectedCount : rejected.length
    for (const warning of Array.isArray(result.warnings) ? result.warnings : []) context.note(String(warning))
    return {
      json: { ...numbers, rejected, rejectedCount },
      text: `${wholesalerNames[wholesaler]} 상품 ${numbers.seen}개를 확인했습니다: 새 상품 ${numbers.added}개, 바뀐 상품 ${numbers.updated}개, 그대로 ${numbers.unchanged}개, 품절 ${numbers.soldOut}개, 제외 ${rejectedCount}개`,
    }
  },
}

const listed = (row: ProductRow) => ({
  wholesaler: row.wholesaler,
  productId: row.productId,
  name: row.name,
  price: row.price,
  stock: row.stock,
  status: row.status,
  taxFree: row.taxFree,
  listable: row.listable,
  bars: row.bars,
  category: row.category,
  imageUrl: row.imageUrl,
  shippingFee: row.shippingFee,
  options: row.options,
  updatedAt: iso(row.updatedAt),
})

const words: Record<ProductStatus, string> = { available: '판매중', soldout: '품절', discontinued: '단종' }

async function list({ call, options }: CommandContext): Promise<CommandResult> {
  const limit = countOption(options, 'limit', 100)
  const wholesaler = choiceOption(options, 'wholesaler', wholesalers)
  const status = choiceOption(options, 'status', productStatuses)
  const filter = given({ search: textOption(options, 'search'), wholesaler, status })
  const { total } = await call('products.count', filter)
  const rows: ProductRow[] = []
  let after: string | null = textOption(options, 'after') ?? null
  do {
    const page: { items: ProductRow[]; next: string | null } = await call('products.list', {
      ...filter,
      limit: Math.min(200, limit - rows.length),
      ...(after === null ? {} : { after }),
    })
    rows.push(...page.items)
    after = page.next
  } while (after !== null && rows.length < limit)
  const items = rows.map(listed)
  const lines = items.map((item) =>
    [
      `${item.wholesaler}:${item.productId}`,
      item.name,
      item.price === null ? '가격 미정' : `${item.price}원`,
      words[item.status],
    ].join('\t'),
  )
  return { json: { total, next: after, items }, text: [`상품 ${total}개`, ...lines].join('\n') }
}

async function history({ call, positionals }: CommandContext): Promise<CommandResult> {
  const [, key = ''] = positionals
  const colon = key.indexOf(':')
  const productId = key.slice(colon + 1)
  if (colon < 1 || productId === '') throw new UsageError('products history 다음에는 도매처:상품코드가 필요합니다.')
  const wholesaler = wholesalerOf(key.slice(0, colon))
  const changes: ProductChange[] = []
  let after: string | null = null
  do {
    const page: { items: ProductChange[]; next: string | null } = await call('products.history', {
      wholesaler,
      productId,
      limit: 1000,
      ...(after === null ? {} : { after }),
    })
    changes.push(...page.items)
    after = page.next
  } while (after !== null)
  const items = changes.map(({ at, field, option, before, after: is }) => ({
    at: iso(at),
    field,
    option,
    before,
    after: is,
  }))
  const lines = items.map((change) =>
    [change.at, change.field, change.option ?? '', `${change.before ?? '없음'} → ${change.after ?? '없음'}`].join('\t'),
  )
  return { json: { items }, text: lines.length === 0 ? '바뀐 기록이 없습니다.' : lines.join('\n') }
}

export const productsCommand: Command = {
  usage:
    'products list [--search 말] [--wholesaler 도매처] [--status available|soldout|discontinued] [--limit N] [--after 위치] · products history 도매처:상품코드',
  options: {
    search: { type: 'string' },
    wholesaler: { type: 'string' },
    status: { type: 'string' },
    limit: { type: 'string' },
    after: { type: 'string' },
  },
  run: async (context) => {
    const [what] = context.positionals
    if (what === 'list' && context.positionals.length === 1) return list(context)
    if (what === 'history' && context.positionals.length === 2) return history(context)
    throw new UsageError('products 다음에는 list 또는 history 도매처:상품코드가 필요합니다.')
  },
}
