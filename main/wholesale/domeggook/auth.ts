import { failDomeggook } from './errors.ts'

export interface DomeggookCredentials {
  /** The API key. One login may have five; they share the login's limits. */
  aid: string
}

/** The key as sent: white space pasted along is taken off, what cannot be a key never leaves. */
export const keyIn = ({ aid }: DomeggookCredentials): string => {
  const key = aid.replace(/\s+/g, '')
  if (!/^[\w.=+/-]{4,200}$/.test(key)) throw failDomeggook('DOMEGGOOK_KEY_MISSING')
  return key
}
