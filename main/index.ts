import { runShell } from './shell/shell.ts'

runShell(new URL('./engine-worker.js', import.meta.url))
