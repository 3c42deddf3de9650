import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** electron-builder's names for the fuses, and the positions they have in the program. */
const positions = {
  runAsNode: 0,
  enableCookieEncryption: 1,
  enableNodeOptionsEnvironmentVariable: 2,
  enableNodeCliInspectArguments: 3,
  enableEmbeddedAsarIntegrityValidation: 4,
  onlyLoadAppFromAsar: 5,
  loadBrowserProcessSpecificV8Snapshot: 6,
  grantFileProtocolExtraPrivileges: 7,
}
const states = { 48: false, 49: true, 114: 'removed' }

/** Compares a fuse wire (position → state byte) with what was asked for. */
export const compareFuses = (wire, wanted) =>
  Object.entries(positions).flatMap(([name, position]) => {
    const is = states[wire[position]]
    if (is === 'removed' || is === wanted[name]) return []
    return [`${name}: wanted ${wanted[name]}, is ${is ?? 'unknown'}`]
  })

/** Reads the fuses back from a packed program and says what differs from the configuration. */
export const fuseProblems = async (app, configFile, readFileSync) => {
  const { getCurrentFuseWire } = await import('@electron/fuses')
  const { load } = require('js-yaml')
  return compareFuses(await getCurrentFuseWire(app), load(readFileSync(configFile, 'utf8')).electronFuses)
}
