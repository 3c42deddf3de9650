import { failMarket } from '../errors.ts'
import type { MarketCall, MarketPlace } from '../port.ts'
import type { EleventhStreetClient } from './client.ts'
import { failPlaces } from './errors.ts'
import { codeIn, placesIn, wordsIn } from './schema.ts'

/** One side of the address book (guide 1014, 1015). An empty one is no error. */
export async function area(
  client: EleventhStreetClient,
  which: 'outboundarea' | 'inboundarea',
  call: MarketCall,
): Promise<MarketPlace[]> {
  const path = `/rest/areaservice/${which}`
  const answer = await client.read({ path, template: path }, call)
  const places = placesIn(answer)
  const words = wordsIn(answer.body)
  const isEmpty = places.length === 0 && /없습니다/.test(words)
  // Live answers may leave the word out; another word is a refusal, rows or not.
  const isNo = words !== '' && !/^SUCCESS$/i.test(words) && !isEmpty
  const isMessage = /^ClientMessage$/i.test(answer.root)
  if (isNo || isMessage) throw failPlaces({ code: codeIn(answer.body), words, traceId: answer.traceId })
  if (!/^inOutAddress+$/i.test(answer.root)) {
    throw failMarket('11st', 'MARKET_ODD_REPLY', { kind: 'later' }, { detail: answer.root.slice(0, 40) })
  }
  return places
}
