import type { NameFacts } from '../../shared/rules/listing-name.ts'
import { filled } from '../../shared/rules/listing-name.ts'
import { cleanHtml } from './clean-html.ts'

const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

/** Facts of the product stand in the template's HTML as text, whatever characters they hold. */
const inHtml = (facts: NameFacts): NameFacts =>
  Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, value === null ? null : escaped(value)]),
  ) as unknown as NameFacts

const ofImages = (images: readonly string[]) =>
  images.map((address) => `<p><img src="${escaped(address)}" alt=""></p>`).join('\n')

export interface Described {
  html: string
  from: 'given' | 'images' | 'nothing'
}

/** Written by the operator: pasted from a page as often as typed, and cleaned like the rest. */
export function givenByHand(html: string): Described {
  const clean = cleanHtml(html).trim()
  return { html: clean, from: clean === '' ? 'nothing' : 'given' }
}

/** Header, the wholesaler's description or else the pictures, footer. */
export function described(
  html: string | null,
  images: readonly string[],
  { descriptionHeader, descriptionFooter }: { descriptionHeader: string; descriptionFooter: string },
  facts: NameFacts,
): Described {
  const own = html === null ? '' : cleanHtml(html).trim()
  const body = own === '' ? cleanHtml(ofImages(images)) : own
  const around = inHtml(facts)
  const parts = [cleanHtml(filled(descriptionHeader, around)), body, cleanHtml(filled(descriptionFooter, around))]
  return {
    html: parts.filter((part) => part.trim() !== '').join('\n'),
    from: own !== '' ? 'given' : body === '' ? 'nothing' : 'images',
  }
}
