import type { ParseArgsOptionsConfig } from 'node:util'
import { accessStates } from '../../shared/contract/access.ts'
import type { Output } from '../../shared/contract.ts'
import { type CommandContext, type CommandResult, iso } from './command.ts'
import { UsageError } from './errors.ts'
import { choiceOption, countOption, given, textOption } from './options.ts'
import { firstRows } from './rows.ts'

export const accessUsage =
  'buyers access list [--state granted|revoked] [--limit N] · buyers access sync · buyers access resend --buyer ID'
export const accessOptions: ParseArgsOptionsConfig = { state: { type: 'string' }, buyer: { type: 'string' } }

async function list({ call, options }: CommandContext): Promise<CommandResult> {
  const limit = countOption(options, 'limit', 100)
  const filter = given({ state: choiceOption(options, 'state', accessStates) })
  await call('access.settle', {})
  await call('buyers.unmask', { reason: 'cli buyers access list' })
  const { total } = await call('access.counts', filter)
  const rows = await firstRows(limit, (place) => call('access.list', { ...filter, unmask: true, ...place }))
  const items = rows.map(
    ({ buyerId, name, email, phone, state, reason, products, since, until, announced, current }) => ({
      ...{ buyerId, name, email, phone, state, ...(reason === null ? {} : { reason }), products },
      ...{ since: iso(since), until: iso(until), announced: iso(announced), current },
    }),
  )
  const words = { granted: '허용', revoked: '종료' }
  const lines = items.map((b) =>
    [words[b.state], b.name, b.email, b.products.map((p) => p.name).join(', '), b.announced ?? '알리지 않음'].join(
      '\t',
    ),
  )
  return { json: { total, items }, text: [`앱 접근 ${total}명`, ...lines].join('\n') }
}

/** What stands in the way, for stdout; on stderr the same without what the app said, which may name people. */
function obstacles(
  { problem, until, rejections }: Pick<Output<'access.sync'>, 'problem' | 'until' | 'rejections'>,
  note: CommandContext['note'],
) {
  if (problem !== null) {
    const when = until === null ? '' : ` 다음 시도: ${iso(until)}`
    note(`${problem.code}: ${problem.message} ${problem.nextStep}${when}`)
  }
  for (const { eventId, buyerId, status } of rejections) {
    note(`거부됨: 이벤트 ${eventId}, 구매자 ${buyerId}, ${status === null ? '응답 없음' : `HTTP ${status}`}`)
  }
  return {
    ...(rejections.length === 0 ? {} : { rejections }),
    ...(problem === null ? {} : { problem: { ...problem, ...(until === null ? {} : { until: iso(until) }) } }),
  }
}

async function sync({ call, note }: CommandContext): Promise<CommandResult> {
  const { sent, accepted, rejected, pending, ...more } = await call('access.sync', {})
  return {
    json: { sent, accepted, rejected, pending, ...obstacles(more, note) },
    text: `이벤트 ${sent}건을 보냈습니다: 받음 ${accepted}건, 거부 ${rejected}건, 남음 ${pending}건`,
  }
}

async function resend({ call, options, note }: CommandContext): Promise<CommandResult> {
  const buyerId = textOption(options, 'buyer')
  if (buyerId === undefined || buyerId === '') throw new UsageError('--buyer 구매자 ID가 필요합니다.')
  const { sent, accepted, rejected, pending, ...more } = await call('access.resend', { buyerId })
  return {
    json: { sent, accepted, rejected, pending, ...obstacles(more, note) },
    text: `이벤트 ${sent}건을 다시 보냈습니다: 받음 ${accepted}건, 거부 ${rejected}건, 남음 ${pending}건`,
  }
}

const commands: Record<string, (context: CommandContext) => Promise<CommandResult>> = { list, sync, resend }

/** `buyers access …`: who is let into the operator's app, and the telling of it. */
export async function accessCommand(context: CommandContext): Promise<CommandResult> {
  const name = context.positionals[1] ?? ''
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) throw new UsageError('buyers access 다음에는 list, sync 또는 resend가 필요합니다.')
  return command(context)
}
