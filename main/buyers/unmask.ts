import { formatPhone, maskEmail, maskName, maskPhone } from '../../shared/people.ts'
import { lastAudit } from '../store/audit.ts'
import type { Db } from '../store/db.ts'

const UNMASK_ACTION = 'buyers.unmask'
export const UNMASK_MS = 10 * 60 * 1000

/** True while somebody's asking to see personal data, kept in the audit, is not older than ten minutes. */
export const mayUnmask = (db: Db, now: number): boolean => {
  const asked = lastAudit(db, UNMASK_ACTION)
  return asked !== null && asked <= now && now - asked < UNMASK_MS
}

interface Personal {
  name: string
  phone: string
  email: string
}

/** Personal data as shown: phones with hyphens, everything masked unless unmasked. */
export const shown = ({ name, phone, email }: Personal, unmasked: boolean): Personal =>
  unmasked
    ? { name, phone: formatPhone(phone), email }
    : { name: maskName(name), phone: maskPhone(phone), email: maskEmail(email) }
