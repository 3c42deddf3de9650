import { isRaw, type Raw, raw, raws, text } from '../../net/readers.ts'
import { safeWords } from '../../net/words.ts'

/** What one of the envelopes says. Places come without any. */
export interface Told {
  ok: boolean
  data: unknown
  /** The service's code as text; empty where there is none. */
  code: string
  /** Its sentences, the Korean ones where it gives both. */
  words: string
  /** All that it says in any language: what a refusal is known by. */
  everything: string
  /** Attributes that it named, with what it says of each. */
  named: { name: string; message: string }[]
  nextToken: string | null
}

const good = new Set(['SUCCESS', 'SUCCES', '200'])
/** Fillers that stand where nothing is said. */
const filler = /^(?:\[\]\.?\s*|null|OK|SUCCESS)+$/i

const said = (value: unknown): string => {
  const words = safeWords(value)
  return filler.test(words) ? '' : words.replace(/^\[\]\.\s*/, '')
}

const codeIn = (body: Raw): string => text(body.code, 60) ?? ''

const namedIn = (body: Raw): Told['named'] =>
  // The manual's table misspells the name; real answers do not.
  raws(body.errorItems ?? body.ettorItems).flatMap((item) => {
    const found = raws(item.itemAttributes ?? item.attributes).flatMap((one) => {
      const name = text(one.attributeTypeName, 100)
      return name === null ? [] : [{ name, message: said(one.message) }]
    })
    const own = said(item.message)
    return found.length > 0 || own === '' ? found : [{ name: text(item.itemName, 150) ?? '', message: own }]
  })

const wordsIn = (body: Raw): string => {
  const both = raw(body.messages)
  const parts = [said(both.korean) || said(both.english) || said(body.message), said(body.details)]
  return [...new Set(parts.filter((part) => part !== ''))].join(' / ')
}

const everythingIn = (body: Raw): string => {
  const both = raw(body.messages)
  return [body.message, both.korean, both.english, body.details].map(safeWords).join(' ')
}

/** `data` of a create may hold an envelope of its own. */
const isEnvelope = (value: unknown): value is Raw =>
  isRaw(value) && 'code' in value && ('data' in value || 'message' in value)

export function told(body: unknown): Told | null {
  if (!isRaw(body)) return null
  if (!('code' in body)) {
    // The gateway's and the places' answers.
    const isPlaces = 'content' in body || 'pagination' in body
    if (isPlaces) return { ok: true, data: body, code: '', words: '', everything: '', named: [], nextToken: null }
    const words = wordsIn(body)
    return words === ''
      ? null
      : {
          ok: false,
          data: null,
          code: '',
          words,
          everything: everythingIn(body),
          named: namedIn(body),
          nextToken: null,
        }
  }
  const outer: Told = {
    ok: good.has(codeIn(body).toUpperCase()),
    data: body.data ?? null,
    code: codeIn(body),
    words: wordsIn(body),
    everything: everythingIn(body),
    named: namedIn(body),
    nextToken: text(body.nextToken, 200),
  }
  if (!isEnvelope(body.data)) return outer
  const inner = told(body.data)
  if (inner === null) return outer
  return {
    ...inner,
    ok: outer.ok && inner.ok,
    code: inner.ok ? outer.code : inner.code,
    words: inner.words || outer.words,
    everything: `${inner.everything} ${outer.everything}`,
    named: [...outer.named, ...inner.named],
    nextToken: outer.nextToken,
  }
}

/** Remarks on an accepted product: registered, but shown less. */
export const remarks = ({ words, named }: Told): string[] => {
  const each = named.map(({ name, message }) => [name, message].filter((part) => part !== '').join(': '))
  return [...new Set([words, ...each].filter((part) => part !== ''))]
}
