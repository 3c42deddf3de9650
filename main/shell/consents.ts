import { openExternal } from './calls/help.ts'

/** A consent whose browser window was lost can be opened again; older ones have ended long ago. */
const keepAtMost = 5

export interface Consents {
  /** Where each waiting consent is given, by attempt. */
  readonly urls: ReadonlyMap<string, string>
  open(url: string, attemptId: string): void
}

/** Opens the consent pages that the engine announces. The page of the app only ever names the attempt. */
export const consentPages = (localServices: () => boolean, report: (error: unknown) => void): Consents => {
  const urls = new Map<string, string>()
  return {
    urls,
    open: (url, attemptId) => {
      urls.set(attemptId, url)
      for (const old of [...urls.keys()].slice(0, -keepAtMost)) urls.delete(old)
      openExternal(url, localServices()).catch(report)
    },
  }
}
