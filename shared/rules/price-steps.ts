import type { PriceRule } from '../contract/listing-shapes.ts'
import type { Cost, Margin, Priced } from './price.ts'
import type { ReadyRule } from './price-rule.ts'
import { percent, wonText } from './rate.ts'

interface Step {
  code: string
  text: string
  amount: number | null
}

const step = (code: string, text: string, amount: number | null = null): Step => ({ code, text, amount })

const directions: Record<PriceRule['roundDirection'], string> = {
  up: '올렸습니다',
  nearest: '반올림했습니다',
  down: '내렸습니다',
}

function way({ price }: Margin, how: Extract<Priced, { ok: true }>['how'], ready: ReadyRule): Step {
  const { rule, minPrice } = ready
  const unit = wonText(ready.step)
  if (how === 'fixed') return step('fixed', `도매처가 정한 판매가 ${wonText(price)}을 그대로 씁니다.`, price)
  if (how === 'hand') return step('hand', `직접 정한 가격 ${wonText(price)}입니다.`, price)
  if (how === 'minimum') {
    return step('minimum', `최저 판매가 ${wonText(minPrice)} 이상이 되도록 ${unit} 단위로 올렸습니다.`, price)
  }
  if (how === 'guard') {
    return step('guard', `최소 마진율 ${percent(rule.minMarginRate)}를 지키도록 ${unit} 단위로 올렸습니다.`, price)
  }
  return step('round', `${unit} 단위로 ${directions[rule.roundDirection]}.`, price)
}

/** Each step from cost to price as a sentence with its amount. */
export function explained(priced: Priced, input: Cost, ready: ReadyRule): Step[] {
  const { rule } = ready
  const steps: Step[] = []
  if (input.cost === null) return steps
  const shipping = input.shipping ?? rule.shipping
  steps.push(step('cost', '도매처의 상품 가격입니다.', input.cost))
  steps.push(
    step('shipping', input.shipping === null ? '규칙의 배송비입니다.' : '도매처가 밝힌 배송비입니다.', shipping),
  )
  const margin = priced.margin
  if (margin === null) return steps
  if (priced.ok && priced.how !== 'fixed' && priced.how !== 'hand') {
    const words = `수수료율 ${percent(rule.feeRate)}와 목표 마진율 ${percent(rule.targetMarginRate)}를 채우는 가격입니다.`
    const rest = 1 - rule.feeRate - rule.targetMarginRate
    steps.push(step('target', words, Math.ceil((input.cost + shipping) / rest)))
  }
  steps.push(priced.ok ? way(margin, priced.how, ready) : step('given', '정해진 가격입니다.', margin.price))
  steps.push(
    step('fee', `판매가의 ${percent(rule.feeRate)}를 원 단위로 올린 수수료입니다 (${ready.feeFrom}).`, margin.fee),
  )
  const rates = [`판매가의 ${percent(margin.margin / margin.price)}`]
  if (margin.cost > 0) rates.push(`원가의 ${percent(margin.margin / margin.cost)}`)
  steps.push(step('margin', `판매가에서 원가, 배송비, 수수료를 뺀 마진입니다 (${rates.join(', ')}).`, margin.margin))
  return steps
}
