import type { WebContents } from 'electron'
import type { Logger } from '../net/log.ts'

const withinMs = 60_000
const atMost = 3

/** Loads the page again when its process dies, but not for ever; events wait while it loads. */
export const keepPageAlive = (contents: WebContents, hold: () => void, log: Logger): void => {
  let deaths: number[] = []
  contents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) hold()
  })
  contents.on('render-process-gone', (_event, details) => {
    hold()
    log.error('the page ended', { reason: details.reason, exitCode: details.exitCode })
    deaths = [...deaths.filter((at) => Date.now() - at < withinMs), Date.now()]
    if (details.reason !== 'clean-exit' && deaths.length <= atMost) contents.reload()
  })
}
