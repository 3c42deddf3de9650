import type { Settings } from './facts.ts'
import { oddOf } from './odd.ts'
import { hash32 } from './random.ts'
import type { CatalogueFacts } from './types.ts'

export const HUGE_DESCRIPTION_CHARS = 5 * 1024 * 1024

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;')

/** What sellers write, good and bad: pictures, old tags, and now and then what must never run. */
export function descriptionOf(settings: Settings, facts: CatalogueFacts): string {
  const { seed, imageBase, extremes } = settings
  const { index, name } = facts
  const odd = oddOf(seed, index, extremes)
  if (odd === 'empty-texts') return ''
  const pictures = Array.from(
    { length: 1 + (hash32(seed, index, 21) % 4) },
    (_, n) => `<img src="${imageBase}/${index}/d${n}.png" alt="${escaped(name).replaceAll('"', '&quot;')}"><br>`,
  )
  const dangerous =
    hash32(seed, index, 22) % 40 === 0
      ? '<script>document.title="x"</script><img src=x onerror="alert(1)"><a href="javascript:alert(1)">자세히</a>'
      : ''
  const text = `<center><h2>${escaped(name)}</h2>\r\n${pictures.join('\r\n')}\r\n<p>원산지: ${escaped(facts.origin)}</p>${dangerous}</center>`
  if (odd !== 'huge-description') return text
  const line = `<p>${'아주 긴 상세 설명입니다. '.repeat(8)}</p>\r\n`
  return text + line.repeat(Math.ceil((HUGE_DESCRIPTION_CHARS - text.length) / line.length))
}
