// `npm start`: sets up, builds what changed, opens the app. Without a display or Electron it says so and takes the tour headless.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureSetup, node24, root } from './setup.mjs'

ensureSetup('start')
const { buildIfNeeded } = await import('./build.mjs')
const { fetchElectron } = await import('./electron-program.mjs')

const run = (program, args, env = {}) => {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
}

const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY)
const wantsTour = process.argv.includes('--tour')

buildIfNeeded()
const electron = hasDisplay && !wantsTour ? fetchElectron(node24) : null
if (electron !== null) {
  // Chromium's sandbox refuses to run as root; everyone else keeps it.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  run(electron, [root, ...sandbox, ...process.argv.slice(2)])
} else {
  if (!wantsTour) {
    const why = hasDisplay ? 'Electron 실행 파일을 받을 수 없습니다' : '화면(DISPLAY)이 없습니다'
    console.error(`${why}. 창 없이 연습 상점으로 둘러보고 결과를 out/tour/에 남깁니다.`)
  }
  run(node24, [join(root, 'test', 'host', 'tour.ts')], { JANGTEO_HOST: 'stand-in' })
}
