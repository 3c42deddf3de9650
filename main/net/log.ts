import { redact, redactText } from './redact.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export interface LogLine {
  level: LogLevel
  message: string
  /** Already redacted; plain JSON. */
  fields?: unknown
}

/** Where lines go: electron-log in the app, stderr in the CLI, an array in tests. */
export type LogSink = (line: LogLine) => void

export type Logger = Record<LogLevel, (message: string, fields?: unknown) => void>

/** The only way to write a log line. Nothing reaches the sink unredacted, and a failing sink never breaks the work. */
export function createLogger(sink: LogSink): Logger {
  const at = (level: LogLevel) => (message: string, fields?: unknown) => {
    try {
      const line: LogLine = { level, message: redactText(message) }
      if (fields !== undefined) line.fields = redact(fields)
      sink(line)
    } catch {
      // A full disk must not stop a sync.
    }
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
