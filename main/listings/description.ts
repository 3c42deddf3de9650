import type { NameFacts } from '../../shared/rules/listing-name.ts'
import { filled } from '../../shared/rules/listing-name.ts'

const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

/** Facts of the product stand in the template's HTML as text, whatever characters they hold. */
const inHtml = (facts: NameFacts): NameFacts =>
  Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, value === null ? null : escaped(value)]),
  ) as unknown as NameFacts

const passes = (html: string): string =>
  html
    .replace(/<(script|iframe|object|embed|form|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<\/?(?:script|iframe|object|embed|form|input|button|link|meta|base)\b[^>]*>/gi, '')
    .replace(/(<[^>]*?)\s+on[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, '$1')
    .replace(/(href|src)\s*=\s*(["']?)\s*javascript:[^"'>\s]*\2/gi, '')

const suspicious =
  /<\/?(?:script|iframe|object|embed|form|input|button|link|meta|base|style)\b|\son[a-z]+\s*=|javascript:/i

/** Without what no market shows and no buyer should run: scripts, frames, forms, handlers. What taking one out brings forth is taken out too. */
export function withoutScripts(html: string): string {
  let clean = html
  for (let i = 0; i < 10 && suspicious.test(clean); i += 1) clean = passes(clean)
  return clean
}

const ofImages = (images: readonly string[]) =>
  images.map((address) => `<p><img src="${escaped(address)}" alt=""></p>`).join('\n')

export interface Described {
  html: string
  from: 'given' | 'images' | 'nothing'
}

/** Header, the wholesaler's description or else the pictures, footer. */
export function described(
  html: string | null,
  images: readonly string[],
  { descriptionHeader, descriptionFooter }: { descriptionHeader: string; descriptionFooter: string },
  facts: NameFacts,
): Described {
  const own = html === null ? '' : withoutScripts(html).trim()
  const body = own === '' ? ofImages(images) : own
  const around = inHtml(facts)
  const parts = [filled(descriptionHeader, around), body, filled(descriptionFooter, around)]
  return {
    html: parts.filter((part) => part.trim() !== '').join('\n'),
    from: own !== '' ? 'given' : body === '' ? 'nothing' : 'images',
  }
}
