// The built window in Debian's chromium, with the fixture bridge in place of the engine. Loopback only.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { build } from 'vite'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
}
// Stricter than the app's own: what would break under it breaks here first.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'"

/** Builds (unless told not to), serves and opens: `{ open(scene), firstLoad, close }`. */
export async function openWindow({ dist = '/tmp/jangteo-renderer', rebuild = true } = {}) {
  if (rebuild) {
    const outDir = { outDir: dist, emptyOutDir: true }
    await build({ configFile: here('../../renderer/vite.config.ts'), logLevel: 'error', build: outDir })
  }
  const lib = { entry: here('./fixture/bridge.js'), formats: ['iife'], name: 'fixture' }
  const made = await build({ configFile: false, logLevel: 'error', build: { write: false, minify: false, lib } })
  const bridge = (Array.isArray(made) ? made[0] : made).output[0].code
  const index = await readFile(join(dist, 'index.html'), 'utf8')

  const firstLoad = { files: 0, bytes: 0 }
  for (const match of index.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)) {
    firstLoad.files += 1
    firstLoad.bytes += gzipSync(await readFile(join(dist, match[1] ?? ''))).length
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x')
    const asset = pathname.startsWith('/assets/')
    try {
      const body = asset ? await readFile(join(dist, pathname)) : index
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
      // Frames of their own process would be out of reach of the pictures' stand-in.
      '--disable-features=IsolateSandboxedIframes',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

  const open = async ({ path = '/', scene = {}, theme = 'light', width = 1440, height = 900, heard = () => {} }) => {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: theme,
      locale: 'ko-KR',
      timezoneId: 'Asia/Seoul',
    })
    const page = await context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') heard(`console: ${message.text().slice(0, 300)}`)
    })
    page.on('pageerror', (error) => heard(error.message))
    await page.addInitScript({ content: `globalThis.__scene = ${JSON.stringify(scene)};\n${bridge}` })
    await page.goto(origin + path)
    await page.locator('main').waitFor({ state: 'attached' })
    await page.waitForFunction(() => document.querySelector('h1, main[aria-busy]') !== null)
    await page.evaluate(() => document.fonts.ready)
    await page.waitForTimeout(150)
    return { page, context }
  }
  const close = async () => {
    await browser.close()
    server.close()
  }
  return { open, firstLoad, close }
}
