import { resolve } from 'node:path'
import { accessCommand, accessOptions, accessUsage } from './access.ts'
import { type Command, type CommandContext, type CommandResult, iso } from './command.ts'
import { UsageError } from './errors.ts'
import { choiceOption, countOption, dayOption, given, listOption, textOption } from './options.ts'
import { firstRows } from './rows.ts'
import { finished } from './sync.ts'

async function list({ call, options }: CommandContext): Promise<CommandResult> {
  const limit = countOption(options, 'limit', 100)
  const filter = given({ search: textOption(options, 'search'), products: listOption(options, 'product') })
  await call('buyers.unmask', { reason: 'cli buyers list' })
  const { total } = await call('buyers.count', filter)
  const rows = await firstRows(limit, (place) => call('buyers.list', { ...filter, unmask: true, ...place }))
  const items = rows.map(({ buyerId, name, phone, email, orders, paid, firstPaidAt, lastPaidAt }) => ({
    ...{ buyerId, name, phone, email, orders, paid },
    firstPaidAt: iso(firstPaidAt),
    lastPaidAt: iso(lastPaidAt),
  }))
  const lines = items.map((b) => [b.name, b.phone, b.email, `${b.orders}건`, `${b.paid}원`].join('\t'))
  return { json: { total, items }, text: [`구매자 ${total}명`, ...lines].join('\n') }
}

async function exportFile(context: CommandContext): Promise<CommandResult> {
  const { call, options } = context
  const out = textOption(options, 'out')
  if (out === undefined || out === '') throw new UsageError('--out 파일이 필요합니다.')
  const rows = choiceOption(options, 'rows', ['lines', 'buyers'] as const, 'lines')
  const encoding = choiceOption(options, 'encoding', ['utf-8', 'cp949'] as const, 'utf-8')
  const filter = given({
    products: listOption(options, 'product'),
    since: dayOption(options, 'since'),
    until: dayOption(options, 'until'),
  })
  context.startWork()
  const { jobId } = await call('exports.run', { ...given({ rows, encoding }), filter, path: resolve(out) })
  await finished(context, jobId)
  const result = await call('exports.result', { jobId })
  const lost =
    result.replacedCharacters > 0 ? ` CP949로 옮길 수 없는 문자 ${result.replacedCharacters}개를 ?로 바꾸었습니다.` : ''
  return {
    json: { path: result.path, rows: result.rows, replacedCharacters: result.replacedCharacters },
    text: `${result.rows}줄을 저장했습니다: ${result.path}${lost}`,
  }
}

export const buyersCommand: Command = {
  usage:
    'buyers list [--search 말] [--product 상품]… [--limit N] · buyers export --out 파일 [--rows lines|buyers] [--product 상품]… [--since 날짜] [--until 날짜] [--encoding utf-8|cp949] · ' +
    accessUsage,
  options: {
    search: { type: 'string' },
    product: { type: 'string', multiple: true },
    limit: { type: 'string' },
    out: { type: 'string' },
    rows: { type: 'string' },
    since: { type: 'string' },
    until: { type: 'string' },
    encoding: { type: 'string' },
    ...accessOptions,
  },
  run: async (context) => {
    if (context.positionals.length === 1 && context.positionals[0] === 'list') return list(context)
    if (context.positionals.length === 1 && context.positionals[0] === 'export') return exportFile(context)
    if (context.positionals.length === 2 && context.positionals[0] === 'access') return accessCommand(context)
    throw new UsageError('buyers 다음에는 list, export 또는 access가 필요합니다.')
  },
}
