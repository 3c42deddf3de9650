import process from 'node:process'
import { runCli } from './cli/run.ts'

// A reader that went away (`| head`) is not an error of ours.
process.stdout.on('error', () => undefined)

// Set rather than exit: what is still being written to a pipe must arrive. Whatever would hang (a locked keychain) is cut off.
const code = await runCli({
  argv: process.argv.slice(2),
  env: process.env,
  stdin: process.stdin,
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
})
process.exitCode = code
process.stdin.destroy()
setTimeout(() => process.exit(code), 1000).unref()
