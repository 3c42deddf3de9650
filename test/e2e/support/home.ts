import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { launchApp, type RunningApp } from './launch.ts'

/** A data folder of this test's own, gone when it ends. */
export const tempHome = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'jangteo-e2e-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
  return home
}

/** The app on a folder of its own, ended with the test whatever happens in it. */
export const startApp = async (home = tempHome(), env: Record<string, string> = {}): Promise<RunningApp> => {
  const app = await launchApp({ home, env })
  onTestFinished(() => app.kill())
  return app
}
