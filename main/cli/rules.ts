import { type Market, marketNames, markets } from '../../shared/market.ts'
import { type Command, type CommandContext, type CommandResult, iso } from './command.ts'
import { UsageError } from './errors.ts'
import { choiceOption, textOption } from './options.ts'

const wonOption = (options: CommandContext['options'], name: string): number | undefined => {
  const value = textOption(options, name)
  if (value !== undefined && !/^\d{1,12}$/.test(value)) {
    throw new UsageError(`--${name} 값은 0 이상의 정수(원)여야 합니다: ${value}`)
  }
  return value === undefined ? undefined : Number(value)
}

async function set({ call, readJson }: CommandContext): Promise<CommandResult> {
  const { market, scope, target, ...rule } = await readJson()
  // Whatever came on stdin: the contract's schema and the rule's own check are what refuse it.
  const stored = await call('rules.set', {
    market: market as Market,
    ...(scope === undefined ? {} : { scope: scope as 'market' }),
    ...(target === undefined ? {} : { target: target as string }),
    rule,
  })
  const shown = { market: stored.market, scope: stored.scope, target: stored.target, ...stored.rule }
  return {
    json: { rule: { ...shown, updatedAt: iso(stored.updatedAt) } },
    text: `${marketNames[stored.market]} 가격 규칙을 저장했습니다.`,
  }
}

async function price({ call, options }: CommandContext): Promise<CommandResult> {
  const market = choiceOption(options, 'market', markets)
  const cost = wonOption(options, 'cost')
  const shipping = wonOption(options, 'shipping')
  if (market === undefined || cost === undefined)
    throw new UsageError('rules price에는 --market과 --cost가 필요합니다.')
  const made = await call('rules.price', { market, cost, ...(shipping === undefined ? {} : { shipping }) })
  const lines = made.steps.map(({ text, amount }) => `  ${amount === null ? '' : `${amount}원 `}${text}`)
  return { json: { ...made }, text: [`판매가 ${made.price}원, 마진 ${made.margin}원`, ...lines].join('\n') }
}

export const rulesCommand: Command = {
  usage: 'rules set < 규칙.json · rules price --market coupang|naver|11st --cost 원 [--shipping 원]',
  options: { market: { type: 'string' }, cost: { type: 'string' }, shipping: { type: 'string' } },
  run: async (context) => {
    const [what] = context.positionals
    if (context.positionals.length === 1 && what === 'set') return set(context)
    if (context.positionals.length === 1 && what === 'price') return price(context)
    throw new UsageError('rules 다음에는 set 또는 price가 필요합니다.')
  },
}
