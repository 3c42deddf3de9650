import type { z } from 'zod'
import type { accessCalls } from '../../shared/contract/access.ts'
import type { Clock } from '../../shared/time.ts'
import type { SecretStore } from '../connections/types.ts'
import type { Db } from '../store/db.ts'
import type { BuyerAppConnection } from './connection.ts'
import type { Delivery } from './delivery.ts'
import type { Messenger } from './messages/messenger.ts'
import type { SendMail } from './messages/smtp.ts'
import type { AccessTurns } from './repository-derive.ts'
import type { SendEvent } from './send.ts'
import type { SigningSecrets } from './signing.ts'

export interface HandlerDeps {
  db: Db
  clock: Clock
  secrets: SecretStore
  connection: BuyerAppConnection
  delivery: Delivery
  messenger: Messenger
  send: SendEvent
  signing: () => Promise<SigningSecrets>
  sendMail: SendMail
  version: string
  base: string | null
  /** Starts keeping access, and waits a moment, or wholly, until the lists are exact. */
  activate: (wholly?: boolean) => Promise<void>
  settle: () => Promise<void>
  changed: (turns: AccessTurns) => void
}

export type AccessCall = keyof typeof accessCalls
type Parsed<K extends AccessCall> = z.output<(typeof accessCalls)[K]['input']>
type Output<K extends AccessCall> = z.output<(typeof accessCalls)[K]['output']>
export type AccessHandlers<K extends AccessCall> = { [N in K]: (input: Parsed<N>) => Output<N> | Promise<Output<N>> }
