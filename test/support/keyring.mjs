// Runs a command beside a real, unlocked Secret Service of its own: `node test/support/keyring.mjs -- vitest run`.
// A private D-Bus session and private HOME/XDG folders keep the machine's own keyring out of it.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const INSIDE = '--inside'
const [first, ...rest] = process.argv.slice(2)

const present = (program) =>
  (process.env.PATH ?? '').split(':').some((folder) => spawnSync('test', ['-x', join(folder, program)]).status === 0)

const run = (command, args, env) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', env })
    const pass = (signal) => child.kill(signal)
    process.on('SIGINT', pass)
    process.on('SIGTERM', pass)
    child.on('error', (error) => {
      console.error(`keyring: ${command}: ${error.message}`)
      resolve(127)
    })
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  })

const privateEnv = (folder) => {
  const env = { ...process.env, JANGTEO_TEST_KEYRING: '1', JANGTEO_TEST_KEYRING_HOME: folder }
  for (const [name, part] of [
    ['XDG_DATA_HOME', 'data'],
    ['XDG_CONFIG_HOME', 'config'],
    ['XDG_CACHE_HOME', 'cache'],
    ['XDG_RUNTIME_DIR', 'run'],
    ['HOME', 'home'],
  ]) {
    env[name] = join(folder, part)
    mkdirSync(env[name], { mode: 0o700 })
  }
  // The command under test still wants the caches of the real home (npm, vitest); the keyring daemon gets the private one.
  env.JANGTEO_TEST_REAL_HOME = process.env.HOME ?? ''
  delete env.DBUS_SESSION_BUS_ADDRESS
  delete env.GNOME_KEYRING_CONTROL
  delete env.DISPLAY
  return env
}

const outside = async (command) => {
  const missing = ['dbus-run-session', 'dbus-send', 'gnome-keyring-daemon'].filter((program) => !present(program))
  if (missing.length > 0) {
    console.error(`keyring: ${missing.join(', ')} not found; apt-get install -y dbus gnome-keyring libsecret-1-0`)
    return 69
  }
  const folder = mkdtempSync(join(tmpdir(), 'jangteo-keyring-'))
  try {
    const args = ['--', process.execPath, import.meta.filename, INSIDE, ...command]
    return await run('dbus-run-session', args, privateEnv(folder))
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

const query = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus']

/** True once the daemon owns the Secret Service's name on this bus; it opens the login collection before it takes it. */
const answers = async (daemon) => {
  for (let tries = 0; tries < 200 && daemon.exitCode === null; tries += 1) {
    const name = 'string:org.freedesktop.secrets'
    const asked = spawnSync('dbus-send', [...query, 'org.freedesktop.DBus.NameHasOwner', name], { encoding: 'utf8' })
    if (asked.stdout?.includes('true')) return true
    await sleep(50)
  }
  return false
}

const inside = async (command) => {
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  daemon.on('error', () => {})
  daemon.stdin.end('jangteo-test')
  if (!(await answers(daemon))) {
    console.error('keyring: gnome-keyring-daemon did not start')
    daemon.kill('SIGTERM')
    return 70
  }
  const env = { ...process.env, HOME: process.env.JANGTEO_TEST_REAL_HOME || process.env.HOME }
  const [program, ...args] = command
  const code = await run(program, args, env)
  daemon.kill('SIGTERM')
  return code
}

if (first === '--' && rest.length > 0) process.exitCode = await outside(rest)
else if (first === INSIDE && rest.length > 0) process.exitCode = await inside(rest)
else {
  console.error('usage: node test/support/keyring.mjs -- COMMAND [ARG…]')
  process.exitCode = 64
}
