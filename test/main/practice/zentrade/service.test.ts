import iconv from 'iconv-lite'
import { expect, it, onTestFinished } from 'vitest'
import { type PracticeZentradeOptions, startPracticeZentrade } from '../../../../main/practice/zentrade/index.ts'

const start = async (options: PracticeZentradeOptions = {}) => {
  const service = await startPracticeZentrade({ catalogue: { size: 40, extremes: false }, ...options })
  onTestFinished(() => service.close())
  const ask = async (form: Record<string, string>, agent: string | null = 'Mozilla/5.0') => {
    const reply = await fetch(`${service.url}/shop/proc/product_api.php`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { 'user-agent': agent ?? 'plain' },
    })
    return {
      status: reply.status,
      type: reply.headers.get('content-type'),
      text: iconv.decode(Buffer.from(await reply.arrayBuffer()), 'cp949'),
    }
  }
  const key = { id: service.credentials.id, m_skey: service.credentials.mSkey }
  return { service, ask, key }
}
const codes = (text: string) => [...text.matchAll(/<product code="(\d+)">/g)].map((match) => match[1])

it('answers the whole catalogue in EUC-KR, closed by its root', async () => {
  const { service, ask, key } = await start()
  const { status, text } = await ask(key)
  expect(status).toBe(200)
  expect(codes(text)).toEqual([...service.truth()].map((goods) => goods.code))
  expect(text.trim().endsWith('</zentrade>')).toBe(true)
  expect(text).toContain('encoding="euc-kr"')
})

it('selects by goodsno, runout and both open dates, and wants both dates', async () => {
  const { service, ask, key } = await start()
  const truth = [...service.truth()]
  expect(codes((await ask({ ...key, goodsno: '000007' })).text)).toEqual(['000007'])
  const soldOut = truth.filter((goods) => goods.runout).map((goods) => goods.code)
  expect(codes((await ask({ ...key, runout: '1' })).text)).toEqual(soldOut)
  expect(codes((await ask({ ...key, runout: '0' })).text)).toHaveLength(truth.length - soldOut.length)
  const day = truth[3]?.openDate ?? ''
  expect(codes((await ask({ ...key, opendate_s: day, opendate_e: day })).text)).toEqual(
    truth.filter((goods) => goods.openDate === day).map((goods) => goods.code),
  )
  expect((await ask({ ...key, opendate_s: day })).text).not.toContain('<zentrade')
})

it('shows a wrong key nothing, and a caller that is no browser a block page', async () => {
  const { ask, key } = await start()
  expect(codes((await ask({ ...key, m_skey: 'wrong' })).text)).toEqual([])
  expect(await ask(key, null)).toMatchObject({ status: 400, type: expect.stringContaining('text/html') })
})

it('changes by hand and with its own time, and names the content in several ways', async () => {
  const { service, ask, key } = await start()
  service.control.set('000002', { runout: true, price: 77_000 })
  service.control.set('000003', { gone: true })
  const { text } = await ask(key)
  expect(codes(text)).not.toContain('000003')
  expect(/code="000002"[\s\S]*?buyprice="(\d+)"[\s\S]*?runout="(\d)"/.exec(text)?.slice(1)).toEqual(['77000', '1'])
  const before = JSON.stringify([...service.truth()])
  service.control.advance(40 * 24 * 3_600_000)
  expect(JSON.stringify([...service.truth()])).not.toBe(before)
  const types = new Set<string | null>()
  for (let i = 0; i < 4; i += 1) types.add((await ask({ ...key, goodsno: '000001' })).type)
  expect(types.size).toBeGreaterThan(2)
})

it('refuses a fault it does not know', async () => {
  const { service } = await start()
  expect(() => service.control.faultByName('nonsense', 1)).toThrow()
})
