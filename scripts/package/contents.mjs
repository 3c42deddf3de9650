import { existsSync, readdirSync } from 'node:fs'
import { join, sep } from 'node:path'

const paths = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.split(sep).join('/'))
    : []

/** What has to be beside the asar, and what must not be anywhere in the package. */
export const problemsOf = ({ resources, asarFiles, platform, arch }) => {
  const unpacked = paths(join(resources, 'app.asar.unpacked'))
  const sqlite = 'node_modules/better-sqlite3/prebuilds/'
  const own = `${sqlite}${platform}-${arch}.node`
  const keychain = 'node_modules/keytar/build/Release/keytar.node'
  const everything = [...asarFiles, ...unpacked]
  const packages = new Set(
    everything.flatMap((name) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(name)?.slice(1, 2) ?? []),
  )
  const problems = []
  if (!unpacked.includes(keychain)) problems.push('keytar is missing: it could not be built on this machine')
  if (!unpacked.includes(own)) problems.push(`the database addon for ${platform}-${arch} is missing`)
  for (const name of new Set(everything)) {
    if (name.startsWith(sqlite) && name !== own) problems.push(`foreign addon: ${name}`)
    if (/\.map$|(?:^|\/)(?:test|\.stamps)\/|\.tsx?$|\.(?:c|cc|cpp|h|gyp)$/.test(name))
      problems.push(`does not belong: ${name}`)
  }
  for (const name of packages) {
    if (name !== 'better-sqlite3' && name !== 'keytar') problems.push(`bundled already, so not needed: ${name}`)
  }
  for (const name of [
    'out/main/index.js',
    'out/main/engine-worker.js',
    'out/preload/preload.cjs',
    'out/renderer/index.html',
  ]) {
    if (!asarFiles.includes(name)) problems.push(`missing: ${name}`)
  }
  return problems
}
