import type { FaultKind, ImwebOrder } from '../../../main/practice/imweb/types.ts'
import type { Result } from '../../../shared/errors.ts'
import type { PreloadApi } from '../../../shared/preload-api.ts'
import type { RunningApp } from './launch.ts'

declare const jangteo: PreloadApi

export const data = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.data
}

/** Opens the practice shop's control door and stops orders from arriving by themselves. */
export const stillShop = { JANGTEO_PRACTICE_CONTROL: '1' }

export interface PracticeDoor {
  /** Every order as the shop would serve it now, newest first. */
  truth(): Promise<ImwebOrder[]>
  addOrder(partial?: Partial<ImwebOrder>): Promise<ImwebOrder>
  changeOrder(orderNo: number, change: unknown): Promise<ImwebOrder>
  fault(kind: FaultKind, more?: { on?: string; times?: number; ms?: number }): Promise<void>
  clearFaults(): Promise<void>
  seen(): Promise<{ requests: Record<string, number>; tooMany: number; refreshUses: Record<string, number> }>
}

/** The practice shop of a running app, moved from outside as its customers and its faults would. */
export const practiceDoor = async (app: RunningApp): Promise<PracticeDoor> => {
  const { practiceImwebUrl } = data(await app.page.evaluate(() => jangteo.app.info()))
  if (practiceImwebUrl === null) throw new Error('the practice shop is not open')
  const post = async (name: string, input: unknown = {}) => {
    const response = await fetch(`${practiceImwebUrl}/__practice/${name}`, {
      method: 'POST',
      body: JSON.stringify(input),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${name}: ${response.status} ${text}`)
    return text
  }
  const value = async <T>(name: string, input?: unknown) => (JSON.parse(await post(name, input)) as { value: T }).value
  return {
    truth: async () =>
      (await post('truth'))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as ImwebOrder),
    addOrder: (partial = {}) => value('add-order', partial),
    changeOrder: (orderNo, change) => value('change-order', { orderNo, change }),
    fault: (kind, more = {}) => value('fault', { kind, ...more }),
    clearFaults: () => value('clear-faults'),
    seen: () => value('seen'),
  }
}
