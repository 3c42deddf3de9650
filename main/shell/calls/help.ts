import { mkdir } from 'node:fs/promises'
import { clipboard, shell } from 'electron'
import { failCommon } from '../../../shared/errors.ts'
import { externalAddress, listingAddress } from '../browser.ts'
import type { EngineLink } from '../engine-link.ts'
import type { ShellHandlers } from '../ipc.ts'

type Names = 'shell.openHelp' | 'shell.openListing' | 'shell.openAuthorize' | 'shell.copyText'

const pages = {
  'imweb-console': 'https://developers.imweb.me/',
  'imweb-guide': 'https://developers-docs.imweb.me/guide/',
  'coupang-keys': 'https://wing.coupang.com/',
  'naver-keys': 'https://apicenter.commerce.naver.com/',
  '11st-keys': 'https://openapi.11st.co.kr/',
} as const
const isPage = (topic: string): topic is keyof typeof pages => Object.hasOwn(pages, topic)

/** Opens a web address in the operator's browser, if it is one that this app has reason to open. */
export const openExternal = async (address: string, localServices: boolean): Promise<void> => {
  await shell.openExternal(externalAddress(address, localServices))
}

/** Opens one of the pages that explain a service. */
export const openHelpPage = (page: keyof typeof pages): Promise<void> => openExternal(pages[page], false)

/** Calls that lead out of the window: help pages, the consent page, the clipboard. The screen never names an address. */
export const helpCalls = (deps: {
  engine: Pick<EngineLink, 'ask'>
  folders: () => { home: string; logs: string }
  localServices: () => boolean
  /** Where each waiting consent is given, as the engine announced it. */
  authorizeUrls: ReadonlyMap<string, string>
}): Pick<ShellHandlers, Names> => ({
  'shell.openHelp': async ({ topic }) => {
    if (isPage(topic)) await openHelpPage(topic)
    else {
      const folder = topic === 'logs' ? deps.folders().logs : deps.folders().home
      await mkdir(folder, { recursive: true })
      await shell.openPath(folder)
    }
    return { done: true }
  },
  'shell.openListing': async ({ listingId }) => {
    const { marketUrl } = await deps.engine.ask('listings.get', { listingId })
    if (marketUrl === null) throw failCommon('NOT_FOUND', { values: { what: '마켓의 상품 주소' } })
    await shell.openExternal(listingAddress(marketUrl))
    return { done: true }
  },
  'shell.openAuthorize': async ({ attemptId }) => {
    const url = deps.authorizeUrls.get(attemptId)
    if (url === undefined) throw failCommon('NOT_FOUND', { values: { what: '연결 요청' } })
    await openExternal(url, deps.localServices())
    return { done: true }
  },
  'shell.copyText': ({ text }) => {
    clipboard.writeText(text)
    return { done: true }
  },
})
