import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AxeResults, RunOptions } from 'axe-core'
import { expect } from 'vitest'
import type { PreloadApi } from '../../../shared/preload-api.ts'
import { type RunningApp, root, until } from './launch.ts'
import { data } from './practice.ts'

declare const jangteo: PreloadApi
declare const axe: { run: (options: RunOptions) => Promise<AxeResults> }

const folder = join(root, 'out', 'pictures')
const source = readFileSync(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8')
const sizes = [
  [1440, 900],
  [960, 720],
] as const

/** Nothing on the page is being read, and its letters are there. */
const settled = async (app: RunningApp): Promise<void> => {
  await app.page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
  await app.page.evaluate(() => document.fonts.ready.then(() => undefined))
}

const wearing = async (app: RunningApp, theme: 'light' | 'dark'): Promise<void> => {
  data(await app.page.evaluate((chosen) => jangteo.settings.set({ theme: chosen }), theme))
  await until('the page wears it', () =>
    app.page.evaluate((chosen) => document.documentElement.getAttribute('data-mantine-color-scheme') === chosen, theme),
  )
}

/** What axe calls serious or critical, one line each. */
export const faults = async (app: RunningApp): Promise<string[]> => {
  if (!(await app.page.evaluate(() => 'axe' in globalThis))) await app.page.evaluate(source)
  const { violations } = await app.page.evaluate(() =>
    axe.run({ resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }),
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`))
}

/** The page runs out of its window sideways: what a narrow window must not do. */
const overflow = (app: RunningApp): Promise<number> =>
  app.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/**
 * Looks at what is on screen now: light and dark, wide and (but for dialogs) narrow; leaves a picture of each and lets
 * axe judge it.
 */
export const look = async (app: RunningApp, name: string, narrow = true): Promise<void> => {
  mkdirSync(folder, { recursive: true })
  const found: string[] = []
  for (const theme of ['light', 'dark'] as const) {
    await wearing(app, theme)
    for (const [width, height] of narrow ? sizes : sizes.slice(0, 1)) {
      await app.setBounds({ x: 0, y: 0, width, height })
      await until('the page has its size', () => app.page.evaluate((w) => Math.abs(innerWidth - w) < 40, width))
      await settled(app)
      await app.page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`), animations: 'disabled' })
      const wide = await overflow(app)
      if (wide > 0) found.push(`${theme} ${width}: ${wide} px wider than the window`)
    }
    found.push(...(await faults(app)).map((fault) => `${theme}: ${fault}`))
  }
  expect(found, name).toEqual([])
}
