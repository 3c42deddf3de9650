// Sets up what a fresh machine lacks, with nothing but Node 20 and npm: no dependency may be imported here.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const windows = process.platform === 'win32'
const stampFile = join(root, 'node_modules', '.jangteo-setup.json')

/** The Node 24 that the project runs on, whatever Node started npm. */
export const node24 = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node')

const say = (text) => process.stderr.write(`${text}\n`)

class SetupError extends Error {}

const onPath = (program) =>
  (process.env.PATH ?? '')
    .split(windows ? ';' : ':')
    .some((folder) => folder !== '' && existsSync(join(folder, program)))

const koreanFont = () =>
  ['/usr/share/fonts/opentype/noto', '/usr/share/fonts/truetype/nanum', '/usr/share/fonts/truetype/noto-cjk'].some(
    (folder) => existsSync(folder) && readdirSync(folder).some((file) => /CJK|Nanum/i.test(file)),
  )

/** What Debian must have, and how to see cheaply that it has it. */
const debianParts = [
  { for: 'build', packages: ['python3'], present: () => onPath('python3') },
  { for: 'build', packages: ['make', 'g++'], present: () => onPath('make') && onPath('g++') },
  { for: 'build', packages: ['pkg-config'], present: () => onPath('pkg-config') },
  {
    for: 'build',
    packages: ['libsecret-1-dev'],
    present: () => existsSync('/usr/include/libsecret-1/libsecret/secret.h'),
  },
  {
    for: 'screen',
    packages: ['chromium'],
    present: () => process.env.JANGTEO_CHROMIUM !== undefined || onPath('chromium'),
  },
  { for: 'screen', packages: ['fonts-noto-cjk'], present: koreanFont },
  {
    for: 'screen',
    packages: ['fonts-noto-color-emoji'],
    present: () => existsSync('/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf'),
  },
  { for: 'test', packages: ['xvfb', 'xauth'], present: () => onPath('Xvfb') && onPath('xvfb-run') },
  { for: 'test', packages: ['dbus', 'dbus-x11'], present: () => onPath('dbus-run-session') && onPath('dbus-launch') },
  { for: 'test', packages: ['gnome-keyring'], present: () => onPath('gnome-keyring-daemon') },
]

/** cli: run the engine · start: also what the headless tour needs · test: everything. */
const needs = { cli: ['build'], start: ['build', 'screen', 'test'], test: ['build', 'screen', 'test'] }

function installDebianPackages(purpose) {
  if (process.platform !== 'linux') return
  const missing = debianParts
    .filter((part) => needs[purpose].includes(part.for) && !part.present())
    .flatMap((part) => part.packages)
  if (missing.length === 0) return
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`
  if (!onPath('apt-get')) {
    say(`이 컴퓨터에 없는 것이 있습니다: ${missing.join(', ')}. 배포판의 방법으로 설치하십시오.`)
    return
  }
  if (process.getuid?.() !== 0) {
    say(`설치가 필요합니다. 다음 명령을 실행한 뒤 다시 시도하십시오:\n  sudo ${command}`)
    if (purpose === 'test') throw new SetupError('시스템 패키지가 없습니다.')
    return
  }
  say(`시스템 패키지를 설치합니다: ${missing.join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 2, 2] }).status === 0
  run(['-qq', 'update'])
  if (!run(['-qq', '-o', 'Dpkg::Use-Pty=0', 'install', '-y', '--no-install-recommends', ...missing])) {
    throw new SetupError(`시스템 패키지를 설치하지 못했습니다. 직접 실행해 보십시오: ${command}`)
  }
}

function npm(args) {
  const cli = process.env.npm_execpath
  const [program, before] = cli?.endsWith('.js') ? [process.execPath, [cli]] : [windows ? 'npm.cmd' : 'npm', []]
  const result = spawnSync(program, [...before, ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: windows && before.length === 0,
  })
  return result.status === 0
}

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')

const readStamp = () => {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'))
  } catch {
    return {}
  }
}

function installModules() {
  const lock = lockHash()
  if (readStamp().lock === lock && existsSync(node24)) return
  say('필요한 모듈을 설치합니다 (npm ci).')
  if (!npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])) {
    throw new SetupError('모듈을 설치하지 못했습니다. 네트워크를 확인한 뒤 다시 시도하십시오.')
  }
  // Where install scripts are switched off, the pinned Node is still fetched: everything runs on it.
  if (!existsSync(node24) && !(npm(['rebuild', 'node', '--ignore-scripts=false']) && existsSync(node24))) {
    throw new SetupError('Node 24를 설치하지 못했습니다. npm 설정의 ignore-scripts를 확인하십시오.')
  }
  if (Number(execFileSync(node24, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' })) < 24) {
    throw new SetupError('설치된 Node가 24보다 낮습니다. node_modules를 지우고 다시 시도하십시오.')
  }
  writeFileSync(stampFile, JSON.stringify({ lock }))
}

/**
 * What to do about keytar. A build that failed is not tried again at each start, minutes long: it would fail again until
 * the lock file or this Node changes, or the operator deletes the stamp.
 */
export const keytarStep = ({ hasAddon, hasLibsecret, failed, now }) =>
  hasAddon ? 'ready' : !hasLibsecret ? 'no-libsecret' : failed === now ? 'failed-before' : 'build'

/** keytar is optional for npm (no libsecret, no build), yet everything real needs it: built as soon as it can be. */
function buildKeytar() {
  const addon = join(root, 'node_modules', 'keytar', 'build', 'Release', 'keytar.node')
  const hasLibsecret = process.platform !== 'linux' || existsSync('/usr/include/libsecret-1/libsecret/secret.h')
  const now = `${lockHash()} ${process.platform} ${process.arch}`
  const step = keytarStep({ hasAddon: existsSync(addon), hasLibsecret, failed: readStamp().keytarFailed, now })
  if (step === 'ready') return
  if (step === 'failed-before') {
    say(`keytar를 만들지 못한 컴퓨터입니다. 연습 상점만 쓸 수 있습니다. 다시 시도하려면 ${stampFile}을 지우십시오.`)
    return
  }
  if (step === 'no-libsecret') {
    say(
      'keytar를 만들지 못했습니다: libsecret-1-dev가 없습니다. 실제 상점은 연결할 수 없고 연습 상점만 쓸 수 있습니다.',
    )
    return
  }
  say('OS 키체인 모듈(keytar)을 준비합니다.')
  const there = existsSync(join(root, 'node_modules', 'keytar', 'package.json'))
  const built = there
    ? npm(['rebuild', 'keytar', '--loglevel=error'])
    : npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  const works = built && existsSync(addon)
  if (!works) say('keytar를 만들지 못했습니다. 실제 상점은 연결할 수 없고 연습 상점만 쓸 수 있습니다.')
  writeFileSync(stampFile, JSON.stringify({ lock: lockHash(), ...(works ? {} : { keytarFailed: now }) }))
}

/** Brings the machine to where `purpose` can run. Costs a few file look-ups when nothing is missing. */
export function ensureSetup(purpose) {
  try {
    installDebianPackages(purpose)
    installModules()
    buildKeytar()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    process.exit(1)
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) ensureSetup(process.argv[2] ?? 'test')
