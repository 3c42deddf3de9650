import { failCommon } from '../../shared/errors.ts'
import { type AccessRule, access } from '../../shared/rules/access.ts'
import { parseKstDay } from '../../shared/time.ts'
import { writeAudit } from '../store/audit.ts'
import type { AccessHandlers, HandlerDeps } from './handler-deps.ts'
import { eachFacts } from './repository-facts.ts'
import { soldProducts } from './repository-list.ts'
import { markRecompute } from './repository-recompute.ts'
import { readRules, writeRules } from './repository-rules.ts'

/** Rules that contradict nothing and name real days. */
function checked(rules: readonly AccessRule[]): readonly AccessRule[] {
  const seen = new Set<string>()
  for (const { productNo, option, duration } of rules) {
    const bad = (detail: string) => failCommon('BAD_INPUT', { values: { detail } })
    if (option !== null && productNo === null) throw bad('옵션 규칙에는 상품이 필요합니다.')
    if (duration.kind === 'until' && parseKstDay(duration.day) === null)
      throw bad(`실제 날짜가 아닙니다: ${duration.day}`)
    const key = JSON.stringify([productNo, option])
    if (seen.has(key)) throw bad(`같은 상품과 옵션에 규칙이 둘입니다: ${productNo ?? '모든 상품'}`)
    seen.add(key)
  }
  return rules
}

export const ruleHandlers = (
  deps: HandlerDeps,
): AccessHandlers<'access.rules' | 'access.saveRules' | 'access.previewRules' | 'access.products'> => {
  const { db, clock } = deps
  const view = () => {
    const { items, isDefault } = readRules(db)
    return { items: [...items], isDefault }
  }
  return {
    'access.rules': view,
    'access.saveRules': async ({ items }) => {
      const rules = checked(items)
      db.transaction(() => {
        writeRules(db, rules)
        markRecompute(db, 'rules')
        writeAudit(db, clock.now(), 'access.rules', `앱 접근 규칙 ${rules.length}개를 저장했습니다.`)
      }).immediate()
      await deps.activate()
      deps.changed({ granted: 0, revoked: 0, queued: 0 })
      return view()
    },
    'access.previewRules': async ({ items }) => {
      const rules = items.length === 0 ? readRules(db).items : checked(items)
      const before = readRules(db).items
      const now = clock.now()
      const counts = { granted: 0, revoked: 0, newlyGranted: 0, newlyRevoked: 0 }
      let looked = 0
      for (const facts of eachFacts(db)) {
        const [was, is] = [access(facts, before, now).state === 'granted', access(facts, rules, now).state]
        if (is === 'granted') counts.granted += 1
        if (is === 'revoked' || (is === 'none' && was)) counts.revoked += 1
        if (is === 'granted' && !was) counts.newlyGranted += 1
        if (is !== 'granted' && was) counts.newlyRevoked += 1
        looked += 1
        // A large shop takes seconds; clicks are answered in between.
        if (looked % 500 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      return counts
    },
    'access.products': () => ({ items: soldProducts(db) }),
  }
}
