import type { Connection, Service } from '../../shared/contract/connections.ts'
import { services } from '../../shared/contract/connections.ts'
import { AppError, failCommon } from '../../shared/errors.ts'
import { type Market, marketNames, markets } from '../../shared/market.ts'
import { josa } from '../../shared/particles.ts'
import { type Wholesaler, wholesalerNames, wholesalers } from '../../shared/product.ts'
import { type Command, type CommandContext, type CommandResult, iso } from './command.ts'
import { failCli, UsageError } from './errors.ts'
import { countOption } from './options.ts'

const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

const serviceArgument = (positionals: string[]): Service => {
  const found = services.find((service) => service === positionals[0])
  if (found === undefined || positionals.length !== 1)
    throw new UsageError(`서비스 이름이 필요합니다: ${services.join(', ')}`)
  return found
}

const connected = (connection: Connection): CommandResult => {
  if (connection.state !== 'connected') {
    throw connection.problem ? new AppError(connection.problem) : failCommon('INTERNAL')
  }
  return {
    json: {
      service: connection.service,
      state: connection.state,
      siteCode: connection.siteCode,
      unitCode: connection.unitCode,
      accessExpiresAt: iso(connection.accessExpiresAt),
      refreshExpiresAt: iso(connection.refreshExpiresAt),
    },
    text: `아임웹을 연결했습니다: ${connection.siteName ?? connection.siteCode ?? ''}`,
  }
}

async function connectImweb(context: CommandContext): Promise<CommandResult> {
  const seconds = countOption(context.options, 'timeout', 300)
  const typed = await context.readJson()
  const attempt = await context.call('connections.connectImweb', {
    clientId: text(typed.clientId),
    clientSecret: text(typed.clientSecret),
    siteCode: text(typed.siteCode),
    redirectUri: text(typed.redirectUri),
    timeoutSeconds: Math.min(seconds, 300),
  })
  context.line(
    { authorizeUrl: attempt.authorizeUrl },
    `브라우저에서 이 주소를 열어 동의하십시오:\n${attempt.authorizeUrl}`,
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failCli('CONNECT_TIMEOUT', { values: { seconds } })), seconds * 1000)
  })
  try {
    if (attempt.mode === 'loopback') {
      return connected(
        await Promise.race([context.call('connections.wait', { attemptId: attempt.attemptId }), tooLate]),
      )
    }
    context.note('동의한 뒤 주소창의 주소를 {"redirectedTo": "…"} 한 줄로 넣으십시오.')
    const pasted = await Promise.race([context.readJson(), tooLate])
    const redirectedTo = text(pasted.redirectedTo)
    return connected(await context.call('connections.paste', { attemptId: attempt.attemptId, redirectedTo }))
  } catch (error) {
    await context.call('connections.cancel', { attemptId: attempt.attemptId }).catch(() => undefined)
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** The secret is on stdout only when it was made here, this once; the app's operator puts it into the app. */
async function connectBuyerApp(context: CommandContext): Promise<CommandResult> {
  const given = await context.readJson()
  const secret = text(given.secret)
  const opened = await context.call('access.connect', {
    url: text(given.url),
    ...(secret === '' ? {} : { secret }),
  })
  const { state, problem } = opened.connection
  const shown = opened.secret === null ? {} : { secret: opened.secret }
  if (problem !== null) context.note(`${problem.code}: ${problem.message} ${problem.nextStep}`)
  return {
    json: {
      ...{ service: 'buyer-app', state, ...shown },
      ...(problem === null ? {} : { problem: `${problem.code}: ${problem.message}`, nextStep: problem.nextStep }),
    },
    text: [
      '구매자 앱을 연결했습니다.',
      ...(opened.secret === null ? [] : [`비밀값(지금만 보입니다): ${opened.secret}`]),
    ].join('\n'),
  }
}

const nameOf = (service: Service): string =>
  wholesalers.includes(service as Wholesaler)
    ? wholesalerNames[service as Wholesaler]
    : markets.includes(service as Market)
      ? marketNames[service as Market]
      : service

export const connectCommand: Command = {
  usage:
    'connect imweb [--timeout 초] < 값.json · connect ownerclan [--sandbox] < 값.json · connect zentrade|domeggook|coupang|naver|11st|buyer-app < 값.json',
  options: { timeout: { type: 'string' }, sandbox: { type: 'boolean' } },
  run: async (context) => {
    const service = serviceArgument(context.positionals)
    if (service === 'imweb') return connectImweb(context)
    if (service === 'buyer-app') return connectBuyerApp(context)
    const { items } = await context.call('connections.list', {})
    const notice = items.find((item) => item.service === service)?.notice
    if (notice !== undefined) context.note(notice)
    const secrets = Object.fromEntries(
      Object.entries(await context.readJson()).map(([name, value]) => [name, text(value)]),
    )
    const { state } = await context.call('connections.connect', {
      ...{ service, secrets },
      sandbox: context.options.sandbox === true,
    })
    return { json: { service, state }, text: `${josa(nameOf(service), '을/를')} 연결했습니다.` }
  },
}

export const disconnectCommand: Command = {
  usage: 'disconnect 서비스',
  options: {},
  run: async ({ call, positionals }) => {
    const service = serviceArgument(positionals)
    const result = await call('connections.disconnect', { service })
    return { json: { ...result }, text: `${service} 연결을 끊고 저장된 비밀값을 지웠습니다.` }
  },
}

export const statusCommand: Command = {
  usage: 'status',
  options: {},
  run: async ({ call }) => {
    const { connections, counts } = await call('status.get', {})
    const shown = connections.map(({ service, state, problem, sandbox }) => ({
      service,
      state,
      ...(sandbox === true ? { sandbox } : {}),
      ...(problem === null ? {} : { problem: `${problem.code}: ${problem.message}`, nextStep: problem.nextStep }),
    }))
    const lines = shown.map((c) => `${c.service}: ${c.state}${'problem' in c ? ` (${c.problem}) — ${c.nextStep}` : ''}`)
    const { orders, buyers, products, listings } = counts
    return {
      json: { connections: shown, counts },
      text: [...lines, `주문 ${orders} · 구매자 ${buyers} · 상품 ${products} · 등록상품 ${listings}`].join('\n'),
    }
  },
}
