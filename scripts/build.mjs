import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readStamp, sameContent, stampOf } from './build/stamp.mjs'
import { root, targets } from './build/targets.mjs'

const out = join(root, 'out')
const stampFile = (name) => join(out, '.stamps', `${name}.json`)
const writeStamp = (name, files) => {
  mkdirSync(join(out, '.stamps'), { recursive: true })
  const temporary = `${stampFile(name)}.${process.pid}`
  writeFileSync(temporary, JSON.stringify(files))
  renameSync(temporary, stampFile(name))
}

const isFresh = (name) => {
  if (!existsSync(join(root, targets[name].out))) return false
  const before = readStamp(stampFile(name))
  const now = stampOf(root, targets[name].inputs, before)
  if (!sameContent(now, before)) return false
  if (Object.keys(now).some((path) => now[path].changedAt !== before[path].changedAt)) writeStamp(name, now)
  return true
}

/** The targets whose inputs changed since they were last built. Costs a few milliseconds. */
export const staleTargets = (only = Object.keys(targets)) =>
  only.filter((name) => targets[name].ready() && !isFresh(name))

/** Node 24 of this project, whichever Node runs the script. */
export const projectNode = () => {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const file = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  return existsSync(file) ? file : process.execPath
}

/**
 * Builds what changed, in a process of its own, and says so on stderr (stdout belongs to the caller's answer).
 * @param {{ only?: string[] }} [options] targets: main, preload, renderer
 * @returns {string[]} the targets that were built
 */
export const buildIfNeeded = (options = {}) => {
  const stale = staleTargets(options.only)
  if (stale.length === 0) return []
  const run = spawnSync(projectNode(), [fileURLToPath(import.meta.url), ...stale], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (run.status !== 0) throw new Error(`빌드하지 못했습니다: ${stale.join(', ')}`)
  return stale
}

const replace = (from, to) => {
  const old = `${to}.old-${process.pid}`
  if (existsSync(to)) renameSync(to, old)
  renameSync(from, to)
  rmSync(old, { recursive: true, force: true })
}

const buildTarget = async (name) => {
  const target = targets[name]
  const inputs = stampOf(root, target.inputs, readStamp(stampFile(name)))
  const temporary = join(out, `.new-${name}`)
  rmSync(temporary, { recursive: true, force: true })
  const { build } = await import('vite')
  const config = await target.config(temporary)
  await build({
    root,
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    ...config,
    build: { emptyOutDir: true, copyPublicDir: true, ...config.build },
  })
  replace(temporary, join(root, target.out))
  writeStamp(name, inputs)
}

/** One build at a time: several commands may find the same target stale at once. */
const withLock = async (work) => {
  const lock = join(out, '.build-lock')
  mkdirSync(out, { recursive: true })
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (!holderLives(lock)) rmSync(lock, { force: true })
      else await sleep(50)
    }
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

const holderLives = (lock) => {
  try {
    const holder = Number(readFileSync(lock, 'utf8'))
    if (holder > 0) process.kill(holder, 0)
    // The holder writes its number right after creating the file.
    else if (Date.now() - statSync(lock).mtimeMs > 2_000) return false
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

const main = async (names) => {
  const wanted = names.length > 0 ? names : Object.keys(targets)
  await withLock(async () => {
    for (const name of staleTargets(wanted)) {
      const started = performance.now()
      await buildTarget(name)
      console.error(`built ${name} in ${Math.round(performance.now() - started)} ms`)
    }
  })
  if (existsSync(join(root, targets.renderer.out))) {
    const { firstLoad } = await import('./size.mjs')
    const size = firstLoad()
    console.error(`first load: ${size.scripts} KB JavaScript, ${size.styles} KB CSS (gzip)`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // A test runner's NODE_ENV would give the window React's slow development half.
  process.env.NODE_ENV = 'production'
  await main(process.argv.slice(2))
}
