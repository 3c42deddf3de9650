import { mkdir } from 'node:fs/promises'
import { clipboard, shell } from 'electron'
import { failCommon } from '../../../shared/errors.ts'
import { externalAddress } from '../browser.ts'
import type { ShellHandlers } from '../ipc.ts'

type Names = 'shell.openHelp' | 'shell.openAuthorize' | 'shell.copyText'

const pages = {
  'imweb-console': 'https://developers.imweb.me/',
  'imweb-guide': 'https://developers-docs.imweb.me/guide/',
} as const

/** Opens a web address in the operator's browser, if it is one that this app has reason to open. */
export const openExternal = async (address: string, localServices: boolean): Promise<void> => {
  await shell.openExternal(externalAddress(address, localServices))
}

/** Opens one of the pages that explain a service. */
export const openHelpPage = (page: keyof typeof pages): Promise<void> => openExternal(pages[page], false)

/** Calls that lead out of the window: help pages, the consent page, the clipboard. The screen never names an address. */
export const helpCalls = (deps: {
  folders: () => { home: string; logs: string }
  localServices: () => boolean
  /** Where each waiting consent is given, as the engine announced it. */
  authorizeUrls: ReadonlyMap<string, string>
}): Pick<ShellHandlers, Names> => ({
  'shell.openHelp': async ({ topic }) => {
    if (topic === 'imweb-console' || topic === 'imweb-guide') await openHelpPage(topic)
    else {
      const folder = topic === 'logs' ? deps.folders().logs : deps.folders().home
      await mkdir(folder, { recursive: true })
      await shell.openPath(folder)
    }
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
