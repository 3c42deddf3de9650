// electron-builder runs this when an app folder is complete and not yet signed. A wrong package must not become an installer.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { problemsOf } from './contents.mjs'

const require = createRequire(import.meta.url)
const architectures = ['ia32', 'x64', 'armv7l', 'arm64', 'universal']

export default async function afterPack(context) {
  const platform = context.electronPlatformName
  const app = context.packager.appInfo.productFilename
  const resources =
    platform === 'darwin'
      ? join(context.appOutDir, `${app}.app`, 'Contents', 'Resources')
      : join(context.appOutDir, 'resources')
  const asar = join(resources, 'app.asar')
  if (!existsSync(asar)) throw new Error(`no ${asar}`)
  const { listPackage } = require('@electron/asar')
  const asarFiles = listPackage(asar, {}).map((name) => name.replaceAll('\\', '/').replace(/^\//, ''))
  const problems = problemsOf({ resources, asarFiles, platform, arch: architectures[context.arch] })
  if (problems.length > 0) throw new Error(`wrong package:\n  ${problems.join('\n  ')}`)
  console.log(`  • package checked  files=${asarFiles.length}`)
}
