import type { AlimtalkSettings } from '../../../shared/contract/access.ts'
import { retryAfterMs } from '../../net/retry.ts'
import { sendOnce } from '../../net/transport.ts'
import { failMessage } from '../errors.ts'
import type { MessageValues } from './template.ts'

export interface OutgoingAlimtalk {
  messageId: string
  /** Digits with hyphens, as in the event. */
  to: string
  which: 'grant' | 'revoke'
  values: MessageValues
}

/** What a provider of 알림톡 has to be able to do. Throws AppError of `messageErrors` or of the network. */
export type SendAlimtalk = (settings: AlimtalkSettings, key: string, message: OutgoingAlimtalk) => Promise<void>

const TIMEOUT_MS = 15_000
const MOST_BYTES = 64 * 1024

/** The one adapter: JSON to an https address of the operator's choice, which a provider or a relay of one's own offers. */
export const postAlimtalk: SendAlimtalk = async (settings, key, { messageId, to, which, values }) => {
  const reply = await sendOnce({
    service: 'alimtalk',
    url: settings.url,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': messageId,
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({
      id: messageId,
      to: to.replace(/\D/g, ''),
      templateCode: which === 'grant' ? settings.grantTemplate : settings.revokeTemplate,
      variables: values,
    }),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MOST_BYTES,
    // A message must not go twice: no kept connection that may close just as it leaves.
    idempotent: false,
    signal: undefined,
  })
  const { status } = reply
  if (status >= 200 && status < 300) return
  const details = { service: 'alimtalk', serviceCode: String(status), values: { status } }
  const isLater = status === 429 || status >= 500 || retryAfterMs(reply.headers['retry-after'], 0) !== null
  throw failMessage(isLater ? 'ALIMTALK_FAILED' : 'ALIMTALK_REFUSED', details)
}
