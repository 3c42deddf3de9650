import { z } from 'zod'
import { revokeReasons } from '../rules/access.ts'
import { appErrorShape, cursor, done, engine, inner, kstDay, limit, ms, none, page } from './base.ts'
import { connection } from './connections.ts'

export const accessStates = ['granted', 'revoked'] as const
export const eventTypes = ['buyer.granted', 'buyer.updated', 'buyer.revoked'] as const
/** `accepted`: 2xx. `rejected`: another 4xx. `failed`: three days of tries. `dropped`: newer news took its place, or its endpoint was replaced. */
export const eventStates = ['pending', 'accepted', 'rejected', 'failed', 'dropped'] as const
export const eventCauses = ['change', 'rules', 'history', 'repair'] as const
export const endpointStates = ['none', 'active', 'paused', 'stopped'] as const

export const accessDuration = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unlimited') }),
  /** From the payment, 24 hours each. */
  z.object({ kind: z.literal('days'), days: z.int().min(1).max(36_500) }),
  /** The day itself included, in Asia/Seoul. */
  z.object({ kind: z.literal('until'), day: kstDay }),
  z.object({ kind: z.literal('never') }),
])

/** `productNo` null: every product; `option` null: every option. The most exact rule decides a line. */
export const accessRule = z.object({
  productNo: z.string().min(1).max(100).nullable(),
  option: z.string().max(500).nullable(),
  duration: accessDuration,
})

export const accessEndpoint = z.object({
  state: z.enum(endpointStates),
  url: z.string().nullable(),
  /** Last four characters of the secret in use. */
  secretLast4: z.string().nullable(),
  /** Until when both secrets sign, ms UTC; null outside a rotation. */
  rotatingUntil: ms.nullable(),
  /** Why it stands still, or what the last answer complained of. */
  problem: appErrorShape.nullable(),
  /** Nothing is sent before, ms UTC: the app asked for it, or it does not answer. */
  heldUntil: ms.nullable(),
  /** Base of `GET {base}/v1/buyers`, when the app offers the read-back. */
  readbackBase: z.string().nullable(),
  pending: z.int(),
  rejected: z.int(),
  failed: z.int(),
  /** Of the refused and given-up events those that a retry sends: nothing later of their buyer was accepted. */
  retriable: z.int(),
  lastAcceptedAt: ms.nullable(),
  /** People still to be looked at after a change of rules; 0: the lists are exact. */
  recomputing: z.int(),
})
export type AccessEndpoint = z.infer<typeof accessEndpoint>

export const accessProduct = z.object({ productId: z.string(), name: z.string(), option: z.string() })

export const accessFilter = z.object({
  search: z.string().trim().max(200).optional(),
  state: z.enum(accessStates).optional(),
  productNo: z.string().max(100).optional(),
  reason: z.enum(revokeReasons).optional(),
  /** Only people whom the operator granted or blocked by hand. */
  manual: z.boolean().optional(),
  /** `current`: the app has accepted the present state; `behind`: it has not (yet). */
  told: z.enum(['current', 'behind']).optional(),
})
export type AccessFilter = z.infer<typeof accessFilter>

export const accessRow = z.object({
  buyerId: z.string(),
  name: z.string(),
  email: z.string(),
  phone: z.string(),
  state: z.enum(accessStates),
  reason: z.enum(revokeReasons).nullable(),
  products: z.array(accessProduct),
  since: ms,
  until: ms.nullable(),
  manual: z.enum(['granted', 'blocked']).nullable(),
  /** When the app last accepted an event about this person, ms UTC. */
  announced: ms.nullable(),
  /** False while an event about this person waits or was refused. */
  current: z.boolean(),
  /** The newest event about this person and the app's answer to it; null where there never was one. */
  last: z.object({ state: z.enum(eventStates), status: z.int().nullable() }).nullable(),
})
export type AccessRow = z.infer<typeof accessRow>

export const outboxEvent = z.object({
  eventId: z.string(),
  type: z.enum(eventTypes),
  buyerId: z.string(),
  name: z.string(),
  reason: z.enum(revokeReasons).nullable(),
  /** Only `change`, an order or the clock, is told to the buyer as well; `history` goes to a new endpoint. */
  cause: z.enum(eventCauses),
  state: z.enum(eventStates),
  createdAt: ms,
  attempts: z.int(),
  nextAttemptAt: ms.nullable(),
  finishedAt: ms.nullable(),
  /** The last answer: HTTP status, and the error of this program for it. */
  status: z.int().nullable(),
  error: appErrorShape.nullable(),
  /** May be sent again: nothing later of this buyer was accepted. */
  retriable: z.boolean(),
})
export type OutboxEvent = z.infer<typeof outboxEvent>

export const eventFilter = z.object({
  state: z.enum(eventStates).optional(),
  type: z.enum(eventTypes).optional(),
  buyerId: z.string().max(100).optional(),
  search: z.string().trim().max(200).optional(),
})
export type EventFilter = z.infer<typeof eventFilter>

const eventTry = z.object({
  at: ms,
  ms: z.int(),
  status: z.int().nullable(),
  errorCode: z.string().nullable(),
  /** The head of the app's answer, as text. */
  answer: z.string(),
})

export const differenceKinds = ['missing', 'extra', 'different'] as const
export const accessDifference = z.object({
  buyerId: z.string(),
  name: z.string(),
  /** `missing`: has access here, not in the app. `extra`: the reverse. `different`: products or times differ. */
  kind: z.enum(differenceKinds),
  detail: z.string(),
})
export type AccessDifference = z.infer<typeof accessDifference>

export const mailPresets = ['gmail', 'naver', 'daum', 'custom'] as const
export const messageTemplate = z.object({
  subject: z.string().trim().min(1).max(200),
  /** Plain text with {이름} {상품} {주문번호} {시작일} {종료일} {사유}; the HTML part is made from it. */
  text: z.string().trim().min(1).max(5000),
})
export const mailSettings = z.object({
  onGrant: z.boolean(),
  onRevoke: z.boolean(),
  preset: z.enum(mailPresets),
  host: z.string().trim().max(253),
  port: z.int().min(1).max(65_535),
  /** TLS from the first byte (465); else STARTTLS is required, except to this computer. */
  secure: z.boolean(),
  username: z.string().trim().max(320),
  fromName: z.string().trim().max(100),
  fromAddress: z.string().trim().max(320),
  dailyLimit: z.int().min(1).max(100_000),
  /** True when the templates say more than what concerns the order: then consent text and unsubscribe line are due. */
  beyondOrder: z.boolean(),
  consentText: z.string().trim().max(500),
  unsubscribeLine: z.string().trim().max(500),
  grant: messageTemplate,
  revoke: messageTemplate,
})
export type MailSettings = z.infer<typeof mailSettings>

export const alimtalkSettings = z.object({
  onGrant: z.boolean(),
  onRevoke: z.boolean(),
  url: z.string().trim().max(1000),
  grantTemplate: z.string().trim().max(100),
  revokeTemplate: z.string().trim().max(100),
  dailyLimit: z.int().min(1).max(100_000),
})
export type AlimtalkSettings = z.infer<typeof alimtalkSettings>

/** `unknown`: the program ended while it was handed over; it is not sent again by itself. */
export const messageStates = ['queued', 'sent', 'failed', 'skipped', 'unknown'] as const
export const accessMessage = z.object({
  messageId: z.string(),
  channel: z.enum(['mail', 'alimtalk']),
  type: z.enum(eventTypes),
  buyerId: z.string(),
  to: z.string(),
  state: z.enum(messageStates),
  createdAt: ms,
  sentAt: ms.nullable(),
  nextAttemptAt: ms.nullable(),
  error: appErrorShape.nullable(),
})
export type AccessMessage = z.infer<typeof accessMessage>

const password = z.string().max(500)
const rendered = z.object({ subject: z.string(), text: z.string(), html: z.string() })
const sync = z.object({
  ...{ sent: z.int(), accepted: z.int(), rejected: z.int(), pending: z.int() },
  /** Why something is left, and when it is tried next, ms UTC. */
  problem: appErrorShape.nullable(),
  until: ms.nullable(),
  /** The first of what the app refused now; `body` is the head of its answer. */
  rejections: z.array(
    z.object({ eventId: z.string(), buyerId: z.string(), status: z.int().nullable(), body: z.string() }),
  ),
})
const shownOnce = z.string().nullable()

export const accessCalls = {
  /** The operator's app: the secret comes back only when it was made here, and only this once. */
  'access.connect': engine(
    z.object({ url: z.string().trim().min(1).max(2000), secret: z.string().trim().max(200).optional() }),
    z.object({ connection, endpoint: accessEndpoint, secret: shownOnce }),
  ),
  'access.endpoint': engine(none, accessEndpoint),
  /** A new secret; for `overlapHours` every event is signed with both. */
  'access.rotateSecret': engine(
    z.object({ overlapHours: z.int().min(0).max(720).default(24) }),
    z.object({ endpoint: accessEndpoint, secret: z.string() }),
  ),
  'access.pause': engine(none, accessEndpoint),
  /** Also after 410: the operator says that the address is good again. */
  'access.resume': engine(none, accessEndpoint),
  /** Everybody's present access as new events. `confirm` is the number of people that `access.counts` names as granted. */
  'access.sendHistory': engine(z.object({ confirm: z.int().min(0) }), z.object({ queued: z.int() })),
  /** One signed `buyer.revoked` about a made-up person, which changes nobody; answered at once, not in the outbox. */
  'access.sendTest': engine(
    none,
    z.object({
      eventId: z.string(),
      status: z.int().nullable(),
      error: appErrorShape.nullable(),
      answer: z.string(),
      ms: z.int(),
    }),
  ),

  /** `isDefault`: never saved; everybody who paid for anything is let in without a time limit. */
  'access.rules': engine(none, z.object({ items: z.array(accessRule), isDefault: z.boolean() })),
  'access.saveRules': engine(
    z.object({ items: z.array(accessRule).max(500) }),
    z.object({ items: z.array(accessRule), isDefault: z.boolean() }),
  ),
  /** How many people these rules would let in and shut out, before they are saved. */
  'access.previewRules': engine(
    z.object({ items: z.array(accessRule).max(500) }),
    z.object({ granted: z.int(), revoked: z.int(), newlyGranted: z.int(), newlyRevoked: z.int() }),
  ),
  /** What was ever sold, to choose from. */
  'access.products': engine(
    none,
    z.object({ items: z.array(z.object({ productNo: z.string(), name: z.string(), options: z.array(z.string()) })) }),
  ),

  /** Newest access first. */
  'access.list': engine(
    accessFilter.extend({
      unmask: z.boolean().default(false),
      after: cursor.optional(),
      limit,
      /** Jump: row position in the list; used instead of `after`. */
      at: z.int().min(0).optional(),
    }),
    page(accessRow),
  ),
  'access.counts': engine(
    accessFilter,
    z.object({ total: z.int(), granted: z.int(), revoked: z.int(), manual: z.int(), behind: z.int() }),
  ),
  'access.get': engine(
    z.object({ buyerId: z.string().max(100), unmask: z.boolean().default(false) }),
    z.object({
      row: accessRow.nullable(),
      why: z.array(z.string()),
      manual: z
        .object({ kind: z.enum(['granted', 'blocked']), reason: z.string(), at: ms, until: ms.nullable() })
        .nullable(),
      events: z.array(outboxEvent),
      messages: z.array(accessMessage),
    }),
  ),
  'access.setManual': engine(
    z.object({
      buyerId: z.string().max(100),
      kind: z.enum(['granted', 'blocked']),
      reason: z.string().trim().min(1).max(300),
      /** Last day of a grant by hand, in Asia/Seoul; absent: no end. */
      until: kstDay.optional(),
    }),
    done,
  ),
  'access.clearManual': engine(
    z.object({ buyerId: z.string().max(100), reason: z.string().trim().min(1).max(300) }),
    done,
  ),

  'access.events': engine(
    eventFilter.extend({
      unmask: z.boolean().default(false),
      after: cursor.optional(),
      limit,
      at: z.int().min(0).optional(),
    }),
    page(outboxEvent),
  ),
  'access.eventCounts': engine(
    eventFilter.omit({ state: true }),
    z.object({
      total: z.int(),
      pending: z.int(),
      accepted: z.int(),
      rejected: z.int(),
      failed: z.int(),
      dropped: z.int(),
    }),
  ),
  /** `body` is what was, or will be, sent, byte for byte; masked unless unmasked. */
  'access.event': engine(
    z.object({ eventId: z.string().max(100), unmask: z.boolean().default(false) }),
    outboxEvent.extend({ body: z.string(), tries: z.array(eventTry) }),
  ),
  /** These events, or all that were refused or given up; what a later accepted event overtook stays. */
  'access.retry': engine(
    z.object({ eventIds: z.array(z.string().max(100)).min(1).max(200) }).or(z.object({ all: z.literal(true) })),
    z.object({ retried: z.int() }),
  ),
  /** The newest event of one buyer once more, with its id and body. Made now where there never was one. */
  'access.resend': engine(z.object({ buyerId: z.string().max(100) }), sync),
  /** Sends until nothing is left or the app stands in the way. */
  'access.sync': engine(none, sync),

  'access.setReadback': engine(z.object({ base: z.string().trim().max(2000).nullable() }), accessEndpoint),
  /** Reads the app's own list and compares. Kept until the next comparison, so that a repair repairs what was shown. */
  'access.reconcile': engine(
    none,
    z.object({ at: ms, theirs: z.int(), ours: z.int(), differences: z.int(), items: z.array(accessDifference) }),
  ),
  'access.repair': engine(
    z.object({ buyerIds: z.array(z.string().max(100)).max(10_000).optional() }),
    z.object({ queued: z.int() }),
  ),

  'access.mail': engine(none, z.object({ settings: mailSettings, hasPassword: z.boolean(), sentToday: z.int() })),
  'access.saveMail': engine(
    z.object({ settings: mailSettings, password: password.optional() }),
    z.object({ settings: mailSettings, hasPassword: z.boolean(), sentToday: z.int() }),
  ),
  /** With a made-up buyer; the HTML is escaped and is to be shown in the sandboxed frame. */
  'access.previewMail': engine(z.object({ settings: mailSettings, which: z.enum(['grant', 'revoke']) }), rendered),
  'access.testMail': engine(
    z.object({ to: z.string().trim().min(3).max(320), which: z.enum(['grant', 'revoke']) }),
    z.object({ response: z.string() }),
  ),
  'access.alimtalk': engine(none, z.object({ settings: alimtalkSettings, hasKey: z.boolean(), sentToday: z.int() })),
  'access.saveAlimtalk': engine(
    z.object({ settings: alimtalkSettings, key: password.optional() }),
    z.object({ settings: alimtalkSettings, hasKey: z.boolean(), sentToday: z.int() }),
  ),
  'access.messages': engine(
    z.object({
      state: z.enum(messageStates).optional(),
      channel: z.enum(['mail', 'alimtalk']).optional(),
      unmask: z.boolean().default(false),
      after: cursor.optional(),
      limit,
    }),
    page(accessMessage),
  ),
  /** For a message that failed or whose fate is unknown: the operator takes it on. */
  'access.retryMessage': engine(z.object({ messageId: z.string().max(100) }), accessMessage),
  /** For the CLI and tests: due ends and the rest of a recomputation; nothing is sent to anybody. */
  'access.settle': inner(none, done),
} as const

export const accessEvents = {
  /** Somebody's access or the endpoint changed; lists read again. */
  'access.changed': { screen: true, payload: z.object({ granted: z.int(), revoked: z.int() }) },
  /** Events were queued, tried or finished. */
  'outbox.changed': {
    screen: true,
    payload: z.object({ pending: z.int(), accepted: z.int(), rejected: z.int(), failed: z.int() }),
  },
} as const
