import { DAY_MS, kstDateTime, kstDay, parseKstDay } from '../time.ts'

/** How long a paid line gives access. Days count 24 hours each from the payment; a last day is whole, in Asia/Seoul. */
export type AccessDuration =
  | { kind: 'unlimited' }
  | { kind: 'days'; days: number }
  | { kind: 'until'; day: string }
  | { kind: 'never' }

/** One line of the operator's table. `productNo` null: every product; `option` null: every option of the product. */
export interface AccessRule {
  productNo: string | null
  option: string | null
  duration: AccessDuration
}

/** One order line that was paid for, whatever became of the money later. */
export interface AccessLine {
  orderNo: string
  lineNo: number
  /** '' where Imweb sent none. */
  productNo: string
  productName: string
  option: string
  /** ms UTC. */
  paidAt: number
  /** The money for this line has gone back. */
  refunded: boolean
}

/** What the operator decided by hand about one person. It holds until the operator takes it back. */
export interface ManualAccess {
  kind: 'granted' | 'blocked'
  /** ms UTC of the decision, and of its end where a grant by hand has one. */
  at: number
  until: number | null
}

export interface BuyerFacts {
  lines: readonly AccessLine[]
  manual: ManualAccess | null
}

export const revokeReasons = ['refunded', 'expired', 'blocked'] as const
export type RevokeReason = (typeof revokeReasons)[number]

export interface AccessProduct {
  productId: string
  name: string
  option: string
}

export interface Access {
  /** `none`: nothing that the rules name was ever paid for, and nobody decided by hand. */
  state: 'granted' | 'revoked' | 'none'
  reason: RevokeReason | null
  /** What access is for; of a revoked person, what it was for. Newest payment first, each once. */
  products: AccessProduct[]
  /** ms UTC; null only with `none`. */
  since: number | null
  /** When it ends, or ended, by the rules; null: never. */
  until: number | null
  /** When asking again may give another answer though nothing was paid or refunded; null: never. */
  nextAt: number | null
  /** The newest order that gives it, or gave it; '' when it rests on no order. */
  orderNo: string
}

/** The rule before the operator has made any: whoever bought anything is let in, for good. */
export const defaultAccessRules: readonly AccessRule[] = [
  { productNo: null, option: null, duration: { kind: 'unlimited' } },
]

const ENDLESS = Number.POSITIVE_INFINITY

/** The most exact rule decides: option before product before everything. Of equal ones the first. */
export function ruleFor(
  line: Pick<AccessLine, 'productNo' | 'option'>,
  rules: readonly AccessRule[],
): AccessRule | null {
  let best: AccessRule | null = null
  let exactness = -1
  for (const rule of rules) {
    if (rule.productNo !== null && (rule.productNo !== line.productNo || rule.productNo === '')) continue
    if (rule.option !== null && (rule.productNo === null || rule.option !== line.option)) continue
    const own = (rule.productNo === null ? 0 : 1) + (rule.option === null ? 0 : 1)
    if (own > exactness) {
      best = rule
      exactness = own
    }
  }
  return best
}

/** First instant without access; null where the rule gives none. Infinity: never ends. */
function endOf(paidAt: number, duration: AccessDuration): number | null {
  switch (duration.kind) {
    case 'unlimited':
      return ENDLESS
    case 'days':
      return paidAt + duration.days * DAY_MS
    case 'until': {
      const start = parseKstDay(duration.day)
      return start === null ? null : start + DAY_MS
    }
    case 'never':
      return null
  }
}

interface Counted {
  line: AccessLine
  end: number
}

const newestFirst = (a: Counted, b: Counted): number =>
  b.line.paidAt - a.line.paidAt ||
  (a.line.orderNo < b.line.orderNo ? 1 : a.line.orderNo > b.line.orderNo ? -1 : a.line.lineNo - b.line.lineNo)

const countedLines = (facts: BuyerFacts, rules: readonly AccessRule[]): Counted[] =>
  facts.lines
    .flatMap((line) => {
      const rule = ruleFor(line, rules)
      const end = rule === null ? null : endOf(line.paidAt, rule.duration)
      return end === null ? [] : [{ line, end }]
    })
    .sort(newestFirst)

const productsOf = (lines: readonly Counted[]): AccessProduct[] => {
  const found = new Map<string, AccessProduct>()
  for (const { line } of lines) {
    const key = `${line.productNo === '' ? line.productName : line.productNo}\n${line.option}`
    if (!found.has(key)) found.set(key, { productId: line.productNo, name: line.productName, option: line.option })
  }
  return [...found.values()]
}

/** Where the unbroken time of access began that still runs: earlier purchases that ran out inside it count. */
const beginOf = (kept: readonly Counted[], active: readonly Counted[]): number => {
  let since = Math.min(...active.map(({ line }) => line.paidAt))
  for (let grew = true; grew; ) {
    const earlier = kept.filter(({ line, end }) => line.paidAt < since && end >= since)
    grew = earlier.length > 0
    if (grew) since = Math.min(...earlier.map(({ line }) => line.paidAt))
  }
  return since
}

const finite = (time: number): number | null => (time === ENDLESS ? null : time)
const longest = (lines: readonly Counted[]): number => Math.max(...lines.map(({ end }) => end))

/**
 * The one rule of who is let into the operator's app. A decision by hand stands above all; otherwise every paid line that
 * a rule names, whose money has not gone back and whose time has not run out gives access, and several add up.
 * A payment dated after `at` counts: the shop's clock need not be this computer's.
 */
export function access(facts: BuyerFacts, rules: readonly AccessRule[], at: number): Access {
  const counted = countedLines(facts, rules)
  const kept = counted.filter(({ line }) => !line.refunded)
  const active = kept.filter(({ end }) => at < end)
  const { manual } = facts
  const newest = manual?.kind === 'blocked' ? counted[0] : (active[0] ?? kept[0] ?? counted[0])
  const orderNo = newest?.line.orderNo ?? ''

  if (manual?.kind === 'blocked') {
    const products = productsOf(counted)
    const since = counted.length === 0 ? manual.at : Math.min(...counted.map(({ line }) => line.paidAt))
    return { state: 'revoked', reason: 'blocked', products, since, until: null, nextAt: null, orderNo }
  }
  const byHand = manual !== null && (manual.until === null || at < manual.until) ? manual : null
  if (byHand !== null) {
    const ends = Math.max(byHand.until ?? ENDLESS, active.length > 0 ? longest(active) : 0)
    return {
      state: 'granted',
      reason: null,
      products: productsOf(active.length > 0 ? active : counted),
      since: active.length > 0 ? Math.min(byHand.at, beginOf(kept, active)) : byHand.at,
      until: finite(ends),
      nextAt: finite(Math.min(byHand.until ?? ENDLESS, ...active.map(({ end }) => end))),
      orderNo,
    }
  }
  if (active.length > 0) {
    return {
      state: 'granted',
      reason: null,
      products: productsOf(active),
      since: beginOf(kept, active),
      until: finite(longest(active)),
      nextAt: finite(Math.min(...active.map(({ end }) => end))),
      orderNo,
    }
  }
  const ended = kept.length > 0 ? kept : counted
  if (ended.length === 0) {
    if (manual === null) {
      return { state: 'none', reason: null, products: [], since: null, until: null, nextAt: null, orderNo: '' }
    }
    const { at: since, until } = manual
    return { state: 'revoked', reason: 'expired', products: [], since, until, nextAt: null, orderNo: '' }
  }
  const wasExpired = kept.length > 0 || manual !== null
  return {
    state: 'revoked',
    reason: wasExpired ? 'expired' : 'refunded',
    products: productsOf(ended),
    since: Math.min(...ended.map(({ line }) => line.paidAt)),
    until: finite(Math.max(longest(ended), manual?.until ?? 0)),
    nextAt: null,
    orderNo,
  }
}

const durationText = (duration: AccessDuration): string => {
  switch (duration.kind) {
    case 'unlimited':
      return '기간 제한 없음'
    case 'days':
      return `결제부터 ${duration.days}일`
    case 'until':
      return `${duration.day}까지`
    case 'never':
      return '접근 없음'
  }
}

const ruleText = (rule: AccessRule): string => {
  const scope = rule.productNo === null ? '모든 상품' : `상품 ${rule.productNo}`
  const option = rule.option === null ? '' : `, 옵션 ${rule.option || '(없음)'}`
  return `규칙 "${scope}${option}: ${durationText(rule.duration)}"`
}

const lineText = (line: AccessLine, rules: readonly AccessRule[], at: number): string => {
  const what = `주문 ${line.orderNo}의 ${line.productName}${line.option === '' ? '' : ` (${line.option})`}, ${kstDay(line.paidAt)} 결제`
  const rule = ruleFor(line, rules)
  if (rule === null) return `${what}: 접근을 주는 규칙이 없습니다.`
  const end = endOf(line.paidAt, rule.duration)
  if (end === null) return `${what}: ${ruleText(rule)}에 따라 접근을 주지 않습니다.`
  if (line.refunded) return `${what}: 환불되어 접근을 주지 않습니다.`
  if (end === ENDLESS) return `${what}: ${ruleText(rule)}에 따라 접근을 줍니다.`
  const day = kstDateTime(end)
  return at < end
    ? `${what}: ${ruleText(rule)}에 따라 ${day}까지 접근을 줍니다.`
    : `${what}: ${ruleText(rule)}에 따른 접근이 ${day}에 끝났습니다.`
}

/** The same decision in Korean sentences, one a step: what "왜 접근할 수 있는가" shows. At most `most` lines are told. */
export function explainAccess(facts: BuyerFacts, rules: readonly AccessRule[], at: number, most = 50): string[] {
  const result = access(facts, rules, at)
  const steps = [...facts.lines]
    .sort((a, b) => b.paidAt - a.paidAt)
    .slice(0, most)
    .map((line) => lineText(line, rules, at))
  if (facts.lines.length > most) steps.push(`그 밖의 결제 내역 ${facts.lines.length - most}건이 더 있습니다.`)
  const { manual } = facts
  if (manual?.kind === 'blocked') steps.push(`${kstDateTime(manual.at)}에 운영자가 접근을 막았습니다.`)
  if (manual?.kind === 'granted') {
    const end = manual.until === null ? '' : ` 끝나는 때: ${kstDateTime(manual.until)}.`
    steps.push(`${kstDateTime(manual.at)}에 운영자가 접근을 직접 허용했습니다.${end}`)
  }
  const verdicts: Record<RevokeReason, string> = {
    refunded: '남은 결제가 없어 접근할 수 없습니다.',
    expired: '접근 기간이 끝나 접근할 수 없습니다.',
    blocked: '운영자가 막아 접근할 수 없습니다.',
  }
  if (result.state === 'granted') steps.push('접근할 수 있습니다.')
  else steps.push(result.reason === null ? '접근을 주는 결제가 없습니다.' : verdicts[result.reason])
  return steps
}
