import type { Handlers } from '../../shared/contract.ts'
import { type Market, markets } from '../../shared/market.ts'

type Told = Pick<
  Handlers<'templates.set' | 'words.set' | 'listings.approve'>,
  'templates.set' | 'words.set' | 'listings.approve'
>
interface Life {
  /** Rules, templates or words of the market are others now. */
  termsChanged(market: Market): void
  approved(listingIds: readonly string[]): void
}

/** Calls about listings of which their upkeep hears at once. */
export const tellingLife = (listed: Told, life: Life): Told => ({
  'templates.set': (input) => {
    const template = listed['templates.set'](input)
    life.termsChanged(input.market)
    return template
  },
  'words.set': (input) => {
    const words = listed['words.set'](input)
    for (const market of input.market === null ? markets : [input.market]) life.termsChanged(market)
    return words
  },
  'listings.approve': async (input) => {
    const answer = await listed['listings.approve'](input)
    life.approved(answer.approved)
    return answer
  },
})
