import { z } from 'zod'
import type { MailSettings } from '../../../shared/contract/access.ts'
import { kstDay, parseIso } from '../../../shared/time.ts'

const eventData = z.object({
  type: z.string(),
  data: z.object({
    buyerId: z.string(),
    name: z.string(),
    email: z.string(),
    phone: z.string(),
    orderNo: z.string(),
    products: z.array(z.object({ name: z.string(), option: z.string() })),
    since: z.string().nullable(),
    until: z.string().nullable(),
    reason: z.string().nullable().optional(),
  }),
})

/** What a message may say, by its name in the template. */
export type MessageValues = Record<'이름' | '상품' | '주문번호' | '시작일' | '종료일' | '사유', string>

export interface MessageFacts {
  buyerId: string
  email: string
  phone: string
  values: MessageValues
}

const reasons: Record<string, string> = { refunded: '환불', expired: '이용 기간 만료', blocked: '판매자의 결정' }

const dayOf = (iso: string | null, otherwise: string): string => {
  const at = parseIso(iso)
  return at === null ? otherwise : kstDay(at)
}

/** A buyer hears what the app heard: both are made from the event's own bytes. Null when they cannot be read. */
export function messageFacts(body: string): MessageFacts | null {
  const read = eventData.safeParse(JSON.parse(body))
  if (!read.success) return null
  const { buyerId, email, phone, name, orderNo, products, since, until, reason } = read.data.data
  const names = [...new Set(products.map((product) => product.name))]
  const shown = names.length > 2 ? `${names.slice(0, 2).join(', ')} 외 ${names.length - 2}개` : names.join(', ')
  return {
    ...{ buyerId, email, phone },
    values: {
      이름: name || '고객',
      상품: shown || '구매하신 상품',
      주문번호: orderNo,
      시작일: dayOf(since, ''),
      종료일: dayOf(until, '제한 없음'),
      사유: reasons[reason ?? ''] ?? '판매자의 결정',
    },
  }
}

/** For the preview and the test: nobody real. */
export const sampleFacts: MessageFacts = {
  buyerId: 'b0000000000',
  email: '',
  phone: '010-0000-0000',
  values: {
    이름: '홍길동',
    상품: '온라인 강의 1기',
    주문번호: '202601010000001',
    시작일: '2026-01-01',
    종료일: '2026-12-31',
    사유: '환불',
  },
}

/** Unknown names stay as typed, so that a typing error is seen in the preview. */
export const filled = (text: string, values: MessageValues): string =>
  text.replace(/\{([^{}\n]{1,20})\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as keyof MessageValues] : whole,
  )

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)

/** A value from an order may hold anything; a header is one line. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 200)

export interface RenderedMail {
  subject: string
  text: string
  html: string
}

/** Subject, plain text and HTML of one mail. Everything that comes from orders or the operator is escaped in the HTML. */
export function renderMail(settings: MailSettings, which: 'grant' | 'revoke', values: MessageValues): RenderedMail {
  const template = settings[which]
  const subject = oneLine(filled(template.subject, values))
  const footer = settings.beyondOrder ? [settings.consentText, settings.unsubscribeLine] : []
  const text = [filled(template.text, values), ...(footer.length === 0 ? [] : ['--', ...footer])].join('\n\n')
  const paragraphs = text
    .split(/\n{2,}/)
    .map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`)
    .join('\n')
  return {
    // 정보통신망법 제50조: what is more than about the order says so first.
    subject: settings.beyondOrder ? `(광고) ${subject}` : subject,
    text,
    html: `<!doctype html>\n<html lang="ko"><head><meta charset="utf-8"></head><body style="font-family:sans-serif;line-height:1.6">\n${paragraphs}\n</body></html>\n`,
  }
}
