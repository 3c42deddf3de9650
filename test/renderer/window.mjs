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
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: app-img:; font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'"

/** A picture for an address: some ware on some ground, always the same for the same address. */
const drawn = (address) => {
  let hash = 7
  for (const sign of address) hash = (hash * 31 + sign.charCodeAt(0)) >>> 0
  const hue = hash % 360
  const shapes = [
    '<rect x="70" y="50" width="60" height="110" rx="14"/>',
    '<circle cx="100" cy="104" r="52"/>',
    '<path d="M52 150 L100 48 L148 150 Z"/>',
    '<rect x="42" y="78" width="116" height="64" rx="10"/>',
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200" viewBox="0 0 200 200"><rect width="200" height="200" fill="hsl(${hue} 24% 92%)"/><g fill="hsl(${(hue + 30) % 360} 42% 52%)">${shapes[(hash >>> 9) % 4]}</g></svg>`
}

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
        // A description's own styles are the one thing inline: its frame inherits the page's policy.
        'content-security-policy': /^\/(?:products|approvals|access)/.test(pathname)
          ? policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
          : policy,
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
    await context.route(
      (url) => url.protocol === 'app-img:',
      (route) => {
        const remote = new URL(route.request().url()).searchParams.get('u') ?? ''
        return route.fulfill({ status: 200, contentType: 'image/svg+xml', body: drawn(remote) })
      },
    )
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
