import type { AccessMessage } from '../../../shared/contract/access.ts'
import { AppError, failCommon } from '../../../shared/errors.ts'
import { emailKey, phoneKey } from '../../../shared/people.ts'
import { type Clock, DAY_MS, kstDayStart } from '../../../shared/time.ts'
import type { SecretStore } from '../../connections/types.ts'
import type { Db } from '../../store/db.ts'
import { failMessage } from '../errors.ts'
import { waitAfter } from '../verdict.ts'
import type { SendAlimtalk } from './alimtalk.ts'
import {
  addMessage,
  beginMessage,
  type Channel,
  cutOff,
  endMessage,
  eventForMessages,
  hurryMessages,
  type MessageJob,
  nextMessageAt,
  readAlimtalk,
  readMail,
  sentSince,
} from './repository-messages.ts'
import { mayHaveLeft, type SendMail } from './smtp.ts'
import { type MessageFacts, messageFacts, renderMail } from './template.ts'

export const MAIL_PASSWORD = 'buyer-app/mail-password'
export const ALIMTALK_KEY = 'buyer-app/alimtalk-key'

export interface MessengerDeps {
  db: Db
  clock: Clock
  secrets: SecretStore
  sendMail: SendMail
  sendAlimtalk: SendAlimtalk
  log: (level: 'warn' | 'error', text: string) => void
  random?: () => number
}

/** Deferred mail is tried so often; SMTP servers keep such mail for days, but a buyer is not told of yesterday's access. */
const MOST_TRIES = 8
/** After trouble that is the operator's to mend, everything waits. */
const TROUBLE_MS = 15 * 60_000
const LONGEST_TIMER_MS = 60_000
const channels = ['mail', 'alimtalk'] as const satisfies readonly Channel[]

const whichOf = (type: AccessMessage['type']): 'grant' | 'revoke' => (type === 'buyer.revoked' ? 'revoke' : 'grant')

/** Tells buyers what the app has taken: at most once an event and channel, within the day's limit, one at a time. */
export function createMessenger(deps: MessengerDeps) {
  const { db, clock, random = Math.random } = deps
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null
  let isOpen = false
  const heldUntil: Record<Channel, number> = { mail: 0, alimtalk: 0 }

  const isOn = (channel: Channel, type: AccessMessage['type']): boolean => {
    const { onGrant, onRevoke } = channel === 'mail' ? readMail(db) : readAlimtalk(db)
    return type === 'buyer.granted' ? onGrant : type === 'buyer.revoked' && onRevoke
  }

  const recipientOf = (channel: Channel, facts: MessageFacts | null): string | null =>
    facts === null ? null : channel === 'mail' ? emailKey(facts.email) : phoneKey(facts.phone)

  const limitOf = (channel: Channel): number => (channel === 'mail' ? readMail(db) : readAlimtalk(db)).dailyLimit
  const sentToday = (channel: Channel): number => sentSince(db, channel, kstDayStart(clock.now()))

  const handOver = async (channel: Channel, job: MessageJob, facts: MessageFacts): Promise<void> => {
    const which = whichOf(job.type)
    if (channel === 'alimtalk') {
      const key = (await deps.secrets.get(ALIMTALK_KEY)) ?? ''
      await deps.sendAlimtalk(readAlimtalk(db), key, {
        ...{ messageId: job.messageId, to: job.recipient, which },
        values: facts.values,
      })
      return
    }
    const settings = readMail(db)
    const password = await deps.secrets.get(MAIL_PASSWORD)
    if (password === null) throw failMessage('MAIL_PASSWORD_MISSING')
    const mail = { ...renderMail(settings, which, facts.values), to: job.recipient, messageId: job.messageId }
    await deps.sendMail(settings, password, mail)
  }

  /** Trouble of the account keeps the message; trouble of this message ends it or puts it off. */
  const failed = (channel: Channel, job: MessageJob, thrown: unknown): void => {
    const error = thrown instanceof AppError ? thrown : failCommon('INTERNAL', { cause: thrown })
    const shape = error.toShape()
    const now = clock.now()
    if (mayHaveLeft(error) || error.code === 'NET_BROKEN' || error.code === 'NET_TIMEOUT') {
      const unknown = failMessage('MESSAGE_UNKNOWN').toShape()
      endMessage(db, job.id, { state: 'unknown', sentAt: now, next: null, error: unknown })
      return
    }
    const isAccount = [
      'MAIL_LOGIN',
      'MAIL_TLS',
      'MAIL_UNREACHABLE',
      'MAIL_PASSWORD_MISSING',
      'NET_UNREACHABLE',
      'NET_TLS',
    ]
    if (isAccount.includes(error.code) || error.code.startsWith('KEYCHAIN_')) {
      heldUntil[channel] = now + TROUBLE_MS
      endMessage(db, job.id, { state: 'queued', sentAt: null, next: now + TROUBLE_MS, error: shape })
      return
    }
    const isOver = !error.retryable || job.attempts + 1 >= MOST_TRIES
    const next = isOver ? null : now + 10 * waitAfter(job.attempts + 1, random)
    endMessage(db, job.id, { state: isOver ? 'failed' : 'queued', sentAt: null, next, error: shape })
  }

  const work = async (channel: Channel): Promise<void> => {
    while (db.open && clock.now() >= heldUntil[channel]) {
      if (sentToday(channel) >= limitOf(channel)) {
        heldUntil[channel] = kstDayStart(clock.now()) + DAY_MS
        return
      }
      const job = beginMessage(db, channel, clock.now())
      if (job === null) return
      const facts = messageFacts(job.body)
      try {
        if (facts === null) throw failCommon('INTERNAL')
        await handOver(channel, job, facts)
        if (db.open) endMessage(db, job.id, { state: 'sent', sentAt: clock.now(), next: null, error: null })
      } catch (error) {
        if (db.open) failed(channel, job, error)
      }
    }
  }

  const nextAt = (): number | null => {
    const times = channels.flatMap((channel) => {
      const at = nextMessageAt(db, channel)
      return at === null ? [] : [Math.max(at, heldUntil[channel])]
    })
    return times.length === 0 ? null : Math.min(...times)
  }

  const run = async (): Promise<void> => {
    running ??= (async () => {
      try {
        for (const channel of channels) await work(channel)
      } catch (error) {
        deps.log('error', `messages to buyers: ${String(error)}`)
      } finally {
        running = null
      }
    })()
    await running
    clearTimeout(timer)
    if (!isOpen || !db.open) return
    const at = nextAt()
    if (at !== null) timer = setTimeout(() => void run(), Math.min(LONGEST_TIMER_MS, Math.max(50, at - clock.now())))
  }

  return {
    /** To be called in the transaction that notes the app's acceptance of an event. */
    accepted: (seq: number): void => {
      const event = eventForMessages(db, seq)
      if (event === undefined || event.cause !== 'change') return
      for (const channel of channels) {
        if (!isOn(channel, event.type)) continue
        const recipient = recipientOf(channel, messageFacts(event.body))
        const what = channel === 'mail' ? '메일 주소' : '전화번호'
        const skipped = recipient === null ? failMessage('MESSAGE_NO_ADDRESS', { values: { what } }).toShape() : null
        const { type, buyerId } = event
        addMessage(db, { seq, channel, type, buyerId, recipient: recipient ?? '' }, clock.now(), skipped)
      }
    },
    /** Before anything is sent: what the last end of the program cut off is not sent again. */
    open: (): void => {
      isOpen = true
      void run()
    },
    recover: (): void => void cutOff(db, failMessage('MESSAGE_UNKNOWN').toShape()),
    /** Sends what is due; resolves when nothing more is. */
    run,
    /** New settings or a new password: what was held up is tried at once. */
    wake: (): void => {
      heldUntil.mail = 0
      heldUntil.alimtalk = 0
      hurryMessages(db, clock.now())
      if (isOpen) void run()
    },
    sentToday,
    close: async (): Promise<void> => {
      isOpen = false
      clearTimeout(timer)
      await Promise.race([running ?? Promise.resolve(), new Promise((resolve) => setTimeout(resolve, 2000).unref())])
    },
  }
}
export type Messenger = ReturnType<typeof createMessenger>
