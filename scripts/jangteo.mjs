// `npm run --silent jangteo -- COMMAND`: sets up and builds when needed, then hands over to the engine on Node 24.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureSetup, node24, root } from './setup.mjs'

ensureSetup('cli')
const { buildIfNeeded } = await import('./build.mjs')
try {
  buildIfNeeded({ only: ['main'] })
} catch {
  process.stderr.write('error BUILD_FAILED: 프로그램을 만들지 못했습니다. — 위의 메시지를 확인하십시오.\n')
  process.exit(1)
}
// A small young generation keeps a long sync's memory flat, at no cost that could be measured.
const child = spawn(
  node24,
  ['--max-semi-space-size=8', join(root, 'out', 'main', 'cli.js'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)))
