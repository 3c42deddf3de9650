// `npm run package`: builds, packs for this platform (or as electron-builder's own options say), reads the fuses back, starts the result.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from './build/targets.mjs'
import { buildIfNeeded } from './build.mjs'
import { fuseProblems } from './package/fuses.mjs'

const require = createRequire(import.meta.url)
const dist = join(root, 'dist')

/** The programs that were packed: one for each platform and architecture. */
const packed = () =>
  (existsSync(dist) ? readdirSync(dist) : []).flatMap((name) => {
    const folder = join(dist, name)
    if (/^mac/.test(name) && existsSync(join(folder, 'Jangteo.app'))) {
      return [
        { app: join(folder, 'Jangteo.app'), program: join(folder, 'Jangteo.app', 'Contents', 'MacOS', 'Jangteo') },
      ]
    }
    if (/^win.*-unpacked$/.test(name))
      return [{ app: join(folder, 'Jangteo.exe'), program: join(folder, 'Jangteo.exe') }]
    if (/^linux.*-unpacked$/.test(name)) return [{ app: join(folder, 'jangteo'), program: join(folder, 'jangteo') }]
    return []
  })

const pack = (args) => {
  const url = process.env.JANGTEO_UPDATE_URL || undefined
  const publish = url === undefined ? [] : ['-c.publish.provider=generic', `-c.publish.url=${url}`]
  const command = require.resolve('electron-builder/cli.js')
  const run = spawnSync(process.execPath, [command, '--publish', 'never', ...publish, ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  if (run.status !== 0) process.exit(run.status ?? 1)
}

/** Starts the packed program with a data folder of its own: its engine must open the database out of the asar. */
const smoke = async (program) => {
  const home = mkdtempSync(join(tmpdir(), 'jangteo-packed-'))
  const args = process.platform === 'linux' ? ['--no-sandbox'] : []
  const child = spawn(program, args, { env: { ...process.env, JANGTEO_HOME: home }, stdio: 'inherit' })
  try {
    const end = Date.now() + 90_000
    while (!existsSync(join(home, 'jangteo.db'))) {
      if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`)
      if (Date.now() > end) throw new Error(`${program} opened no database in 90 s`)
      await sleep(200)
    }
  } finally {
    child.kill()
    await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve()))
    rmSync(home, { recursive: true, force: true, maxRetries: 10 })
  }
}

const mode = process.argv[2]
if (mode !== '--verify') {
  buildIfNeeded()
  pack(process.argv.slice(2))
}
const programs = packed()
if (programs.length === 0) throw new Error('nothing was packed')
for (const { app } of programs) {
  const problems = await fuseProblems(app, join(root, 'electron-builder.yml'), readFileSync)
  if (problems.length > 0) throw new Error(`wrong fuses in ${app}:\n  ${problems.join('\n  ')}`)
  console.log(`fuses read back: ${app}`)
}
if (process.env.JANGTEO_SMOKE === '1') {
  for (const { program } of programs.filter(
    ({ app }) => process.platform !== 'darwin' || app.includes(process.arch) || programs.length === 1,
  )) {
    await smoke(program)
    console.log(`started: ${program}`)
  }
}
