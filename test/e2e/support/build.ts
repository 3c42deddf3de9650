import { hostInUse } from './launch.ts'

/** Tests run what is built: build what changed, and say on which host they run. */
export default async function setup(): Promise<void> {
  const { buildIfNeeded } = (await import('../../../scripts/build.mjs' as string)) as { buildIfNeeded: () => string[] }
  buildIfNeeded()
  process.stderr.write(
    `end-to-end tests run on: ${hostInUse() === 'electron' ? 'Electron' : 'the stand-in (Node + Chromium)'}\n`,
  )
}
