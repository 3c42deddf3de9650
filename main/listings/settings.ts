import { type StepSettings, stepSettings, type Template, template } from '../../shared/contract/listing-shapes.ts'
import type { Market } from '../../shared/market.ts'
import type { Db } from '../store/db.ts'
import { getMeta, setMeta } from '../store/meta.ts'

/** What a market's listings have in common while the operator has said nothing: enough to send an ordinary product. */
export const defaultTemplate: Template = {
  namePattern: '{name}',
  descriptionHeader: '',
  descriptionFooter: '',
  afterServicePhone: '',
  afterServiceGuide: '상품에 관한 문의와 교환·반품 신청은 판매자 연락처 또는 마켓의 문의 게시판으로 해 주십시오.',
  delivery: {},
  requestReview: true,
  uncountedStock: 10,
  safetyStock: 0,
  maxStock: 999,
}

export const defaultStepSettings: StepSettings = {
  paused: false,
  priceChangePerDay: 0.3,
  autoPrice: true,
  autoRestock: true,
  readBackMinutes: 60,
}

const stored = (db: Db, key: string): Record<string, unknown> => {
  const text = getMeta(db, key)
  // Written below alone.
  return text === null ? {} : (JSON.parse(text) as Record<string, unknown>)
}
const withoutAbsent = (values: object) => Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined))

export const templateOf = (db: Db, market: Market): Template =>
  template.parse({ ...defaultTemplate, ...stored(db, `listing-template:${market}`) })

/** Later versions may bring more defaults, so only what was set is stored. */
export function setTemplate(db: Db, market: Market, changes: Partial<{ [K in keyof Template]: unknown }>): Template {
  const key = `listing-template:${market}`
  const next = { ...stored(db, key), ...withoutAbsent(changes) }
  const whole = template.parse({ ...defaultTemplate, ...next })
  setMeta(db, key, JSON.stringify(next))
  return whole
}

export const stepSettingsOf = (db: Db, market: Market): StepSettings =>
  stepSettings.parse({ ...defaultStepSettings, ...stored(db, `listing-step:${market}`) })

export function setStepSettings(
  db: Db,
  market: Market,
  changes: Partial<{ [K in keyof StepSettings]: unknown }>,
): StepSettings {
  const key = `listing-step:${market}`
  const next = { ...stored(db, key), ...withoutAbsent(changes) }
  const whole = stepSettings.parse({ ...defaultStepSettings, ...next })
  setMeta(db, key, JSON.stringify(next))
  return whole
}
