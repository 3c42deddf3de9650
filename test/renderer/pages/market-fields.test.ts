import { describe, expect, it } from 'vitest'
import { coupangFields } from '../../../main/market/coupang/index.ts'
import { eleventhStreetFields } from '../../../main/market/eleventh-street/index.ts'
import { naverFields } from '../../../main/market/naver/index.ts'
import { marketFields, marketSecrets, missingOf } from '../../../renderer/pages/connections/marketFields.ts'
import { en } from '../../../renderer/strings/en.ts'
import { ko } from '../../../renderer/strings/ko.ts'
import { markets } from '../../../shared/market.ts'

describe('what opens a market', () => {
  it('is asked for exactly as its adapter takes it, each with a name in both languages', () => {
    expect(marketFields).toEqual({
      coupang: Object.keys(coupangFields.shape),
      naver: Object.keys(naverFields.shape),
      '11st': Object.keys(eleventhStreetFields.shape),
    })
    for (const field of markets.flatMap((market) => marketFields[market])) {
      expect(ko.markets.fields[field]).toBeTruthy()
      expect(en.markets.fields[field]).toBeTruthy()
    }
  })

  it('is typed unseen where it is secret', () => {
    expect(markets.flatMap((market) => marketFields[market].filter((field) => marketSecrets.has(field)))).toEqual([
      'secretKey',
      'clientSecret',
      'apiKey',
    ])
  })

  it('is not sent with blanks', () => {
    expect(missingOf('naver', { clientId: ' ', clientSecret: 'x' })).toEqual(['clientId'])
    expect(missingOf('11st', { apiKey: 'x' })).toEqual([])
  })
})
