import { describe, expect, it } from 'vitest'
import { jobName } from '../../../renderer/app/progress.ts'
import { en } from '../../../renderer/strings/en.ts'
import { ko } from '../../../renderer/strings/ko.ts'

const collect = (progress: Record<string, unknown> | null) => ({ kind: 'collect', progress })

describe('what a job is called', () => {
  it('names the wholesaler and the plan of a collect', () => {
    const progress = { wholesaler: 'ownerclan', planName: '주방용품' }
    expect(jobName(ko, collect(progress))).toBe('오너클랜 상품 수집 · 주방용품')
    expect(jobName(en, collect(progress))).toBe('Collecting from OwnerClan · 주방용품')
  })

  it('leaves the plan out where none asked', () => {
    expect(jobName(ko, collect({ wholesaler: 'zentrade', planName: null }))).toBe('젠트레이드 상품 수집')
  })

  it('takes both from the plan while the collect waits for its turn', () => {
    expect(jobName(ko, collect(null), { wholesaler: 'domeggook', name: '머플러' })).toBe('도매꾹 상품 수집 · 머플러')
  })

  it('names the wholesaler that is asked about listed products', () => {
    const check = (progress: Record<string, unknown> | null) => ({ kind: 'product-check', progress })
    expect(jobName(ko, check({ wholesaler: 'domeggook' }))).toBe('등록한 상품 확인 · 도매꾹')
    expect(jobName(ko, check(null))).toBe('등록한 상품 확인')
  })

  it('keeps the name of the kind where nothing is known, and of other kinds', () => {
    expect(jobName(ko, collect(null))).toBe(ko.activity.kinds.collect)
    expect(jobName(ko, collect({ wholesaler: 'elsewhere' }))).toBe(ko.activity.kinds.collect)
    expect(jobName(ko, { kind: 'order-sync', progress: { wholesaler: 'zentrade' } })).toBe(
      ko.activity.kinds['order-sync'],
    )
    expect(jobName(ko, { kind: 'unheard', progress: null })).toBe('unheard')
  })
})
