import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PracticeControl } from '../../../main/practice/messages.ts'
import { remoteControl } from '../../../main/practice/remote-control.ts'
import type { Market } from '../../../shared/market.ts'
import { type RunningApp, until } from './launch.ts'

/** The embedded services of a running app in its practice folder, moved as reviewers, buyers and offices would. */
export const servicesControl = async (app: RunningApp): Promise<PracticeControl> => {
  const file = join(app.home, 'practice', 'services', 'control.json')
  await until('the control door is open', async () => existsSync(file))
  const { url } = JSON.parse(readFileSync(file, 'utf8')) as { url: string }
  return remoteControl(async (service, name, args) => {
    const response = await fetch(`${url}/${service}/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(args),
    })
    const { value, error } = (await response.json()) as { value?: unknown; error?: string }
    if (!response.ok) throw new Error(`${service}.${name}: ${error}`)
    return value
  })
}

/** A listing as the market itself has it. */
export interface OnMarket {
  id: string
  name: string
  /** The market's own word of the state. */
  state: string
  price: number
  /** Pieces over all options that can be bought. */
  stock: number
  /** A buyer can buy it now. */
  sells: boolean
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** Each practice market's truth in the same words. */
export const marketTruth = (control: PracticeControl): Record<Market, () => Promise<OnMarket[]>> => ({
  coupang: async () =>
    (await control.coupang.products()).map(({ id, name, status, options }) => {
      const stock = sum(options.map((option) => (option.onSale ? option.stock : 0)))
      const price = Math.min(...options.map((option) => option.price))
      return { id, name, state: status, price, stock, sells: status === 'APPROVED' && stock > 0 }
    }),
  naver: async () =>
    (await control.naver.products()).map(({ originProductNo, name, statusType, salePrice, stockQuantity, options }) => {
      const usable = options.filter(({ usable }) => usable)
      const stock = options.length > 0 ? sum(usable.map((option) => option.stockQuantity)) : stockQuantity
      const id = String(originProductNo)
      return { id, name, state: statusType, price: salePrice, stock, sells: statusType === 'SALE' && stock > 0 }
    }),
  '11st': async () =>
    (await control['11st'].products()).map(({ prdNo, name, price, state, stocks }) => {
      const stock = sum(stocks.map((one) => (one.inUse ? one.stock : 0)))
      return { id: prdNo, name, state, price, stock, sells: state === '103' && stock > 0 }
    }),
})
