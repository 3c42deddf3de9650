import { startPracticeImweb } from '../../main/practice/imweb/index.ts'

/** A strict shop in a process of its own, so that its memory and time are not counted as ours. Ends with its parent. */
const [orders = '100000', limited = ''] = process.argv.slice(2)
const shop = await startPracticeImweb({
  orders: Number(orders),
  spreadDays: 700,
  arrivalEveryMs: 0,
  linkState: 'linked',
  ...(limited === 'limited' ? {} : { limits: null }),
})
process.on('message', () => process.send?.({ seen: shop.control.seen() }))
process.on('disconnect', () => process.exit(0))
process.send?.({ url: shop.url, token: shop.control.issueTokens().accessToken, site: shop.credentials.siteCode })
