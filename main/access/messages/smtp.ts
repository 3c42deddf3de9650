import { createTransport } from 'nodemailer'
import type { MailSettings } from '../../../shared/contract/access.ts'
import type { AppError } from '../../../shared/errors.ts'
import { isLoopback } from '../../net/endpoints.ts'
import { failMessage } from '../errors.ts'
import type { RenderedMail } from './template.ts'

export interface OutgoingMail extends RenderedMail {
  to: string
  /** Becomes the Message-ID, so that a mail that went out twice after all can be told by its id. */
  messageId: string
}

/** Hands one mail to the operator's server. Answers what the server said; throws AppError of `messageErrors`. */
export type SendMail = (settings: MailSettings, password: string, mail: OutgoingMail) => Promise<string>

const CONNECT_MS = 15_000
const SILENCE_MS = 30_000

interface SmtpError {
  code?: string
  responseCode?: number
  response?: string
  message?: string
  command?: string
}

/** The server's words without control characters, and not without end. */
const wordsOf = (error: SmtpError): string =>
  (error.response ?? error.code ?? error.message ?? '').replace(/[\p{Cc}]+/gu, ' ').slice(0, 200)

/** RFC 5321: 4yz later, 5yz never; a refused login is the operator's affair. */
export function smtpFailure(error: SmtpError): AppError {
  const words = wordsOf(error)
  const details = {
    service: 'smtp',
    ...(error.responseCode === undefined ? {} : { serviceCode: String(error.responseCode) }),
    values: { words },
    cause: error,
  }
  if (error.code === 'EAUTH' || error.code === 'ENOAUTH') return failMessage('MAIL_LOGIN', details)
  if (
    error.code === 'ETLS' ||
    /^(?:CERT_|ERR_TLS_|ERR_SSL_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/.test(error.code ?? '')
  ) {
    return failMessage('MAIL_TLS', details)
  }
  const reply = error.responseCode ?? 0
  if (reply >= 500) return failMessage('MAIL_BOUNCED', details)
  if (reply >= 400) return failMessage('MAIL_DEFERRED', details)
  if (error.code === 'EENVELOPE') return failMessage('MAIL_BOUNCED', details)
  return failMessage('MAIL_UNREACHABLE', details)
}

/** Whether the message may have left: then nobody but the operator may send it again. */
export const mayHaveLeft = (thrown: unknown): boolean => {
  const { command, responseCode } = ((thrown as { cause?: unknown }).cause ?? {}) as SmtpError
  return command === 'DATA' && responseCode === undefined
}

/** Nodemailer, with TLS wherever the server is not this computer. */
export const sendBySmtp: SendMail = async (settings, password, mail) => {
  const isLocal = isLoopback(settings.host)
  const transport = createTransport({
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    requireTLS: !settings.secure && !isLocal,
    ignoreTLS: !settings.secure && isLocal,
    ...(settings.username === '' ? {} : { auth: { user: settings.username, pass: password } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const sent = await transport.sendMail({
      from: { name: settings.fromName, address: settings.fromAddress },
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: `<${mail.messageId}@jangteo.invalid>`,
      headers: {
        'Auto-Submitted': 'auto-generated',
        ...(settings.beyondOrder ? { 'List-Unsubscribe': `<mailto:${settings.fromAddress}?subject=unsubscribe>` } : {}),
      },
    })
    return String(sent.response ?? '').slice(0, 200)
  } catch (thrown) {
    throw smtpFailure(thrown as SmtpError)
  } finally {
    transport.close()
  }
}
