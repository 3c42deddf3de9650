import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './build/targets.mjs'

const folder = join(root, 'node_modules', 'electron')

/** Electron's program, or null. The npm package brings none: it is fetched at first use. */
export const electronProgram = () => {
  const named = join(folder, 'path.txt')
  if (!existsSync(named)) return null
  const file = join(folder, 'dist', readFileSync(named, 'utf8').trim())
  return existsSync(file) ? file : null
}

/** Fetches Electron's program when it is missing. Null where it cannot be had. */
export const fetchElectron = (node) => {
  const present = electronProgram()
  if (present !== null) return present
  console.error('Electron 실행 파일을 내려받습니다.')
  spawnSync(node, [join(folder, 'install.js')], { cwd: root, stdio: 'ignore', timeout: 600_000 })
  return electronProgram()
}
