// Builds the window's bundle, serves it on loopback with the fixture bridge in place of the engine, and takes pictures of
// every page and state. `node test/renderer/pictures.mjs [--only NAME] [--out DIR] [--no-build]`. Also runs axe on each page.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { scenes } from './fixture/scenes.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    out: { type: 'string', default: '/tmp/pictures' },
    dist: { type: 'string', default: '/tmp/jangteo-renderer' },
    'no-build': { type: 'boolean', default: false },
    axe: { type: 'boolean', default: true },
  },
})
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
}
// As strict as the app's own: what breaks under it breaks here first.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"

if (!values['no-build']) {
  await build({
    configFile: here('../../renderer/vite.config.ts'),
    logLevel: 'error',
    build: { outDir: values.dist, emptyOutDir: true },
  })
}
const fixture = await build({
  configFile: false,
  logLevel: 'error',
  build: {
    write: false,
    minify: false,
    lib: { entry: here('./fixture/bridge.js'), formats: ['iife'], name: 'fixture' },
  },
})
const bridge = (Array.isArray(fixture) ? fixture[0] : fixture).output[0].code
const index = await readFile(join(values.dist, 'index.html'), 'utf8')

const firstLoad = [...index.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => match[1])
let bytes = 0
for (const file of firstLoad) bytes += gzipSync(await readFile(join(values.dist, file))).length
console.log(`first-load JavaScript: ${(bytes / 1024).toFixed(1)} KB gzip in ${firstLoad.length} files`)

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://x')
  const asset = pathname.startsWith('/assets/')
  try {
    const body = asset ? await readFile(join(values.dist, pathname)) : index
    response.writeHead(200, {
      'content-type': types[asset ? extname(pathname) : '.html'] ?? 'application/octet-stream',
      'content-security-policy': policy,
    })
    response.end(body)
  } catch {
    response.writeHead(404).end()
  }
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${server.address().port}`

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
const axeSource = await readFile(here('../../node_modules/axe-core/axe.min.js'), 'utf8')
if (!values.only) await rm(values.out, { recursive: true, force: true })
await mkdir(values.out, { recursive: true })

let violations = 0
let complaints = 0
const chosen = scenes.filter((scene) => !values.only || scene.name.includes(values.only))
for (const scene of chosen) {
  for (const theme of scene.themes ?? ['light']) {
    for (const [width, height] of scene.sizes ?? [[1440, 900]]) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: theme,
        locale: 'ko-KR',
        timezoneId: 'Asia/Seoul',
        bypassCSP: false,
      })
      const page = await context.newPage()
      const name = `${scene.name}-${theme}-${width}`
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') {
          complaints++
          console.log(`${name}: console ${message.type()}: ${message.text().slice(0, 300)}`)
        }
      })
      page.on('pageerror', (error) => {
        complaints++
        console.log(`${name}: ${error.message}`)
      })
      await page.addInitScript({ content: `globalThis.__scene = ${JSON.stringify(scene.scene ?? {})};\n${bridge}` })
      await page.goto(origin + (scene.path ?? '/'))
      await page.waitForLoadState('networkidle')
      await page.evaluate(() => document.fonts.ready)
      try {
        await scene.act?.(page)
      } catch (error) {
        complaints++
        console.log(`${name}: act failed: ${error.message.split('\n').slice(0, 4).join(' ')}`)
      }
      await page.waitForTimeout(scene.wait ?? 250)
      await page.screenshot({ path: join(values.out, `${name}.png`) })
      if (values.axe) {
        const cdp = await context.newCDPSession(page)
        await cdp.send('Runtime.evaluate', { expression: axeSource })
        const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
        for (const violation of found.violations) {
          const grave = violation.impact === 'serious' || violation.impact === 'critical'
          if (grave) violations++
          console.log(
            `${name}: axe ${violation.impact} ${violation.id}: ${violation.nodes
              .slice(0, 3)
              .map((node) => `${node.target.join(' ')} ${grave ? node.failureSummary?.split('\n')[1]?.trim() : ''}`)
              .join(' | ')}`,
          )
        }
      }
      await context.close()
    }
  }
}
await writeFile(
  join(values.out, 'summary.json'),
  JSON.stringify({ pictures: chosen.length, firstLoadKb: bytes / 1024, violations, complaints }),
)
console.log(`axe serious or critical: ${violations}; console complaints: ${complaints}`)
await browser.close()
server.close()
if (violations > 0 || complaints > 0) process.exitCode = 1
