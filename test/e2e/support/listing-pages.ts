import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ListingFilter, ListingRow } from '../../../shared/contract/listing-shapes.ts'
import { type Market, marketNames } from '../../../shared/market.ts'
import type { PreloadApi } from '../../../shared/preload-api.ts'
import { type RunningApp, root, until } from './launch.ts'
import { goTo } from './operator.ts'
import { data } from './practice.ts'

declare const jangteo: PreloadApi

const pictures = join(root, 'out', 'pictures')

/** The pages of listings as an operator uses them, by the words on the screen. */
export const listingPages = (running: () => RunningApp) => {
  const page = () => running().page
  const grid = (name: string) => page().getByRole('grid', { name })
  const button = (name: string | RegExp) => page().getByRole('button', { name, exact: typeof name === 'string' })
  const drawer = (name: string) => page().getByRole('complementary', { name })
  const drafts = () => grid('등록할 상품 목록')
  const listed = () => grid('등록 상품 목록')
  const draft = () => drawer('등록 내용')
  const listing = () => drawer('등록 상품')

  const read = async (filter: ListingFilter): Promise<ListingRow[]> =>
    data(await page().evaluate((asked) => jangteo.listings.list({ ...asked, limit: 100 }), filter)).items
  const rowsOf = async ({ productId }: ListingRow): Promise<ListingRow[]> =>
    (await read({ search: productId })).filter((row) => row.productId === productId)
  const collects = async () => data(await page().evaluate(() => jangteo.jobs.list({ kind: 'collect' }))).items
  const collected = (count: number) =>
    until(
      'the collect ended',
      async () => {
        const all = await collects()
        return all.length >= count && all.every((job) => job.finishedAt !== null)
      },
      60_000,
    )
  const search = async (text: string, count: number): Promise<void> => {
    await page().getByRole('searchbox').fill(text)
    await until('the search is in the address', async () => running().path().includes(`search=${text}`))
    await page()
      .locator('output')
      .filter({ hasText: new RegExp(`^${count}개$`) })
      .waitFor()
  }

  return {
    grid,
    button,
    drafts,
    listed,
    draft,
    listing,
    read,
    rowsOf,
    collected,
    search,
    dialog: () => page().getByRole('dialog'),
    /** One picture of what is on screen, as it looks at that moment. */
    picture: (name: string) => {
      mkdirSync(pictures, { recursive: true })
      return page().screenshot({ path: join(pictures, `${name}.png`) })
    },
    openDraft: async ({ productId }: ListingRow, market: Market): Promise<void> => {
      await running().open(`/approvals?market=${market}`)
      await search(productId, 1)
      await drafts().getByRole('row').nth(1).click()
      await draft().getByText(marketNames[market], { exact: true }).waitFor()
    },
    openListed: async ({ productId }: ListingRow, market: Market): Promise<void> => {
      await running().open(`/listings?market=${market}`)
      await search(productId, 1)
      await listed().getByRole('row').nth(1).click()
      await listing().getByRole('region', { name: '변경 기록' }).waitFor()
    },
    /** Saves what was typed in the draft and waits for what comes of it: whether it may be sent. */
    save: async (level: '보낼 수 있음' | '보낼 수 없음'): Promise<void> => {
      await draft().getByRole('button', { name: '저장하고 다시 확인' }).click()
      await draft()
        .getByText(/곳을 아직 저장하지 않았습니다/)
        .waitFor({ state: 'detached' })
      const shown = level === '보낼 수 없음' ? level : /^(준비됨|확인 필요)$/
      await draft().getByText(shown, { exact: true }).first().waitFor()
    },
    collectAgain: async (plan: string): Promise<void> => {
      const before = (await collects()).length
      await running().open('/products?tab=plans')
      await button(`${plan} 지금 실행`).click()
      await collected(before + 1)
    },
    synchronise: async (): Promise<void> => {
      await goTo(running(), '등록 상품')
      await button('동기화').click()
    },
    becomes: (product: ListingRow, market: Market, state: ListingRow['state']) =>
      until(`${market} shows ${state}`, async () =>
        (await rowsOf(product)).some((row) => row.market === market && row.state === state),
      ),
  }
}
