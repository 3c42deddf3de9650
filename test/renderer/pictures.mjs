// Takes a picture of every page and state and runs axe on each.
// `node test/renderer/pictures.mjs [--only NAME] [--out DIR] [--dist DIR] [--no-build]`; exit 1 when axe or the console complains.
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { scenes } from './fixture/scenes.mjs'
import { openWindow } from './window.mjs'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    out: { type: 'string', default: '/tmp/pictures' },
    dist: { type: 'string' },
    'no-build': { type: 'boolean', default: false },
  },
})
const axeFile = fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url))
const axe = await readFile(axeFile, 'utf8')
const window = await openWindow({ rebuild: !values['no-build'], ...(values.dist ? { dist: values.dist } : {}) })
console.log(`first-load JavaScript: ${(window.firstLoad.bytes / 1024).toFixed(1)} KB gzip`)
if (!values.only) await rm(values.out, { recursive: true, force: true })
await mkdir(values.out, { recursive: true })

let grave = 0
let complaints = 0
const say = (name, text) => console.log(`${name}: ${text}`)

async function check(name, page, context) {
  const cdp = await context.newCDPSession(page)
  await cdp.send('Runtime.evaluate', { expression: axe })
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ['violations'], iframes: false }),
  )
  for (const { id, impact, nodes } of violations) {
    if (impact === 'serious' || impact === 'critical') grave += 1
    const places = nodes
      .slice(0, 3)
      .map((node) => `${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`)
    say(name, `axe ${impact} ${id}: ${places.join(' | ')}`)
  }
}

for (const scene of scenes.filter((each) => !values.only || each.name.includes(values.only))) {
  for (const theme of scene.themes ?? ['light']) {
    for (const [width, height] of scene.sizes ?? [[1440, 900]]) {
      const name = `${scene.name}-${theme}-${width}`
      const heard = (text) => {
        complaints += 1
        say(name, text)
      }
      const { page, context } = await window.open({ path: scene.path, scene: scene.scene, theme, width, height, heard })
      try {
        await scene.act?.(page)
      } catch (error) {
        heard(`could not act: ${error.message.split('\n').slice(0, 4).join(' ')}`)
      }
      await page.waitForTimeout(scene.wait ?? 200)
      await page.screenshot({ path: join(values.out, `${name}.png`) })
      await check(name, page, context)
      await context.close()
    }
  }
}
console.log(`axe serious or critical: ${grave}; console complaints: ${complaints}`)
await window.close()
if (grave > 0 || complaints > 0) process.exitCode = 1
