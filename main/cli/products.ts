import type { ProductRow } from '../../shared/contract/products.ts'
import { productStatuses, type Wholesaler, wholesalers } from '../../shared/product.ts'
import { parseKstDay } from '../../shared/time.ts'
import { type Command, type CommandContext, type CommandResult, iso } from './command.ts'
import { UsageError } from './errors.ts'
import { choiceOption, countOption, dayOption, given, listOption, textOption, wonOption } from './options.ts'
import { finished } from './sync.ts'

const wholesalerOf = (text: string | undefined): Wholesaler => {
  const found = wholesalers.find((name) => name === text)
  if (found === undefined) throw new UsageError(`도매처 이름이 필요합니다: ${wholesalers.join(', ')}`)
  return found
}

export const collectCommand: Command = {
  usage:
    'collect 도매처 [--key 상품번호]… [--search 말] [--category 코드] [--min-price 원] [--max-price 원] [--changed-since 날짜] [--limit N]',
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
    const { options, positionals } = context
    if (positionals.length !== 1) throw new UsageError('collect 다음에는 도매처 이름 하나가 필요합니다.')
    const wholesaler = wholesalerOf(positionals[0])
    const since = dayOption(options, 'changed-since')
    const request = given({
      keys: listOption(options, 'key'),
      search: textOption(options, 'search'),
      category: textOption(options, 'category'),
      minPrice: wonOption(options, 'min-price'),
      maxPrice: wonOption(options, 'max-price'),
      changedSince: since === undefined ? undefined : (parseKstDay(since) ?? undefined),
      limit: textOption(options, 'limit') === undefined ? undefined : countOption(options, 'limit', 1),
    })
    context.startWork()
    const { jobId } = await context.call('collect.start', { wholesaler, request })
    const result = await finished(context, jobId)
    const { seen, added, updated, unchanged, soldOut, rejected } = result
    return {
      json: { seen, added, updated, unchanged, soldOut, rejected },
      text: `상품 ${seen}개를 확인했습니다: 새 상품 ${added}개, 바뀐 상품 ${updated}개, 그대로 ${unchanged}개, 품절 ${soldOut}개, 제외 ${result.rejectedCount}개`,
    }
  },
}

const shownProduct = (row: ProductRow): Record<string, unknown> => ({
  ...{ wholesaler: row.wholesaler, productId: row.productId, name: row.name, price: row.price, stock: row.stock },
  ...{ status: row.status, taxFree: row.taxFree, listable: row.listable, category: row.category },
  ...{ imageUrl: row.imageUrl, shippingFee: row.shippingFee, options: row.options, updatedAt: iso(row.updatedAt) },
})

async function list({ call, options }: CommandContext): Promise<CommandResult> {
  const limit = countOption(options, 'limit', 100)
  const filter = given({
    search: textOption(options, 'search'),
    wholesaler: choiceOption(options, 'wholesaler', wholesalers),
    status: choiceOption(options, 'status', productStatuses),
  })
  const { total } = await call('products.count', filter)
  const items: Record<string, unknown>[] = []
  let next: string | null = textOption(options, 'after') ?? null
  do {
    const page: { items: ProductRow[]; next: string | null } = await call('products.list', {
      ...filter,
      limit: Math.min(200, limit - items.length),
      ...(next === null ? {} : { after: next }),
    })
    items.push(...page.items.map(shownProduct))
    next = page.next
  } while (next !== null && items.length < limit)
  const lines = items.map((item) =>
    [`${item.wholesaler}:${item.productId}`, item.name, `${item.price ?? '가격 미정'}`].join('\t'),
  )
  return { json: { total, next, items }, text: [`상품 ${total}개`, ...lines].join('\n') }
}

async function history({ call, positionals }: CommandContext): Promise<CommandResult> {
  const [, key = ''] = positionals
  const at = key.indexOf(':')
  const wholesaler = wholesalerOf(key.slice(0, Math.max(at, 0)))
  const productId = key.slice(at + 1)
  if (positionals.length !== 2 || productId === '') throw new UsageError('도매처:상품번호가 필요합니다.')
  const items: Record<string, unknown>[] = []
  let after: string | null = null
  do {
    const page: {
      items: { at: number; field: string; option: string | null; before: unknown; after: unknown }[]
      next: string | null
    } = await call('products.history', { wholesaler, productId, limit: 1000, ...(after === null ? {} : { after }) })
    for (const change of page.items) {
      const { field, option } = change
      items.push({
        at: iso(change.at),
        field,
        before: change.before,
        after: change.after,
        ...(option === null ? {} : { option }),
      })
    }
    after = page.next
  } while (after !== null)
  const lines = items.map((c) => `${c.at}\t${c.field}\t${c.before ?? ''} → ${c.after ?? ''}`)
  return { json: { items }, text: lines.length === 0 ? '바뀐 기록이 없습니다.' : lines.join('\n') }
}

export const productsCommand: Command = {
  usage:
    'products list [--search 말] [--wholesaler 도매처] [--status 상태] [--limit N] [--after 위치] · products history 도매처:상품번호',
  options: {
    search: { type: 'string' },
    wholesaler: { type: 'string' },
    status: { type: 'string' },
    limit: { type: 'string' },
    after: { type: 'string' },
  },
  run: async (context) => {
    if (context.positionals.length === 1 && context.positionals[0] === 'list') return list(context)
    if (context.positionals[0] === 'history') return history(context)
    throw new UsageError('products 다음에는 list 또는 history가 필요합니다.')
  },
}
