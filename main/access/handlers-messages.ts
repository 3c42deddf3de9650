import { z } from 'zod'
import { failCommon } from '../../shared/errors.ts'
import { emailKey } from '../../shared/people.ts'
import { mayUnmask } from '../buyers/unmask.ts'
import { cursorOf } from '../store/cursor.ts'
import { failMessage } from './errors.ts'
import type { AccessHandlers, HandlerDeps } from './handler-deps.ts'
import { shownMessage } from './masking.ts'
import { ALIMTALK_KEY, MAIL_PASSWORD } from './messages/messenger.ts'
import {
  messageById,
  pageOfMessages,
  readAlimtalk,
  readMail,
  requeueMessage,
  writeMessageSettings,
} from './messages/repository-messages.ts'
import { checkedAlimtalk, checkedMail } from './messages/settings.ts'
import { renderMail, sampleFacts } from './messages/template.ts'

const cursor = cursorOf(z.object({ id: z.int() }).strict())

export const messageHandlers = (
  deps: HandlerDeps,
): AccessHandlers<
  | 'access.mail'
  | 'access.saveMail'
  | 'access.previewMail'
  | 'access.testMail'
  | 'access.alimtalk'
  | 'access.saveAlimtalk'
  | 'access.messages'
  | 'access.retryMessage'
> => {
  const { db, clock, secrets, messenger } = deps
  const mail = async () => ({
    settings: readMail(db),
    hasPassword: (await secrets.get(MAIL_PASSWORD)) !== null,
    sentToday: messenger.sentToday('mail'),
  })
  const alimtalk = async () => ({
    settings: readAlimtalk(db),
    hasKey: (await secrets.get(ALIMTALK_KEY)) !== null,
    sentToday: messenger.sentToday('alimtalk'),
  })
  /** '' takes the secret away; absent leaves it. */
  const keep = async (entry: string, value: string | undefined) => {
    if (value === undefined) return
    if (value === '') await secrets.remove(entry)
    else await secrets.set(entry, value)
  }

  return {
    'access.mail': mail,
    'access.saveMail': async ({ settings, password }) => {
      const checked = checkedMail(settings)
      await keep(MAIL_PASSWORD, password)
      writeMessageSettings(db, 'mail', checked)
      messenger.wake()
      return mail()
    },
    'access.previewMail': ({ settings, which }) => renderMail(settings, which, sampleFacts.values),
    'access.testMail': async ({ to, which }) => {
      const address = emailKey(to)
      if (address === null) throw failMessage('MAIL_SETTINGS', { values: { detail: '받는 메일 주소' } })
      const settings = checkedMail({ ...readMail(db), onGrant: true })
      const password = await secrets.get(MAIL_PASSWORD)
      if (password === null) throw failMessage('MAIL_PASSWORD_MISSING')
      const rendered = renderMail(settings, which, sampleFacts.values)
      const messageId = `test-${clock.now()}-${Math.floor(Math.random() * 1e9)}`
      return { response: await deps.sendMail(settings, password, { ...rendered, to: address, messageId }) }
    },
    'access.alimtalk': alimtalk,
    'access.saveAlimtalk': async ({ settings, key }) => {
      const checked = checkedAlimtalk(settings)
      await keep(ALIMTALK_KEY, key)
      writeMessageSettings(db, 'alimtalk', checked)
      messenger.wake()
      return alimtalk()
    },
    'access.messages': (input) => {
      const now = clock.now()
      const unmasked = input.unmask && mayUnmask(db, now)
      const before = input.after === undefined ? null : cursor.read(input.after).id
      const found = pageOfMessages(db, input, { before, limit: input.limit + 1 })
      const page = found.slice(0, input.limit)
      const last = page.at(-1)
      const next = found.length > page.length && last !== undefined ? cursor.write({ id: last.id }) : null
      return { items: page.map(({ message }) => shownMessage(message, unmasked)), next, asOf: now }
    },
    'access.retryMessage': ({ messageId }) => {
      if (messageById(db, messageId) === null) throw failCommon('NOT_FOUND', { values: { what: '메시지' } })
      requeueMessage(db, messageId, clock.now())
      messenger.wake()
      const message = messageById(db, messageId)
      if (message === null) throw failCommon('NOT_FOUND', { values: { what: '메시지' } })
      return shownMessage(message, mayUnmask(db, clock.now()))
    },
  }
}
