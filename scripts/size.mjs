import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { root, targets } from './build/targets.mjs'

const kilobytes = (files) => {
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0)
  return Math.round(bytes / 102.4) / 10
}

/** What the window loads before it can show anything: the entry and all it imports statically. KB after gzip. */
export const firstLoad = (folder = join(root, targets.renderer.out)) => {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8'))
  const scripts = new Set()
  const styles = new Set()
  const follow = (chunk) => {
    if (chunk === undefined || scripts.has(chunk.file)) return
    scripts.add(chunk.file)
    for (const style of chunk.css ?? []) styles.add(style)
    for (const name of chunk.imports ?? []) follow(manifest[name])
  }
  for (const chunk of Object.values(manifest)) if (chunk.isEntry) follow(chunk)
  const inFolder = (names) => [...names].map((name) => join(folder, name))
  return { scripts: kilobytes(inFolder(scripts)), styles: kilobytes(inFolder(styles)), files: [...scripts] }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(firstLoad(), null, 2))
