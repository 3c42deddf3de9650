import { failZentrade } from './errors.ts'

const OPEN = '<product'
const CLOSE = '</product>'
const END = '</zentrade>'
const PROLOG_MAX = 64 * 1024
const GAP_MAX = 1024 * 1024
/** One product beyond this is not one. */
const PRODUCT_MAX = 64 * 1024 * 1024

const prolog = /^\uFEFF?\s*(?:<\?[\s\S]*?\?>\s*|<!--[\s\S]*?-->\s*)*/

type State = 'prolog' | 'between' | 'product' | 'after'

/**
 * Cuts a feed into the text of its products as it arrives, so that one unreadable product costs only itself. Knows as much
 * of XML as that takes: what stands in CDATA and comments is not markup.
 */
export class FeedSplitter {
  products = 0
  readonly #give: (product: string) => void
  #text = ''
  #state: State = 'prolog'
  /** Where looking goes on. In a product, its first character is at 0. */
  #from = 0
  /** What ends the CDATA section or comment that is open. */
  #until: ']]>' | '-->' | null = null

  constructor(give: (product: string) => void) {
    this.#give = give
  }

  write(text: string): void {
    this.#text = this.#text === '' ? text : this.#text + text
    while (this.#step()) {
      // Each step leaves less of the text.
    }
  }

  /** Throws ZENTRADE_CUT_OFF when the closing root tag has not come. */
  end(): void {
    if (this.#state === 'prolog') this.#root(true)
    if (this.#state !== 'after') throw this.#fail('ZENTRADE_CUT_OFF')
  }

  #step(): boolean {
    if (this.#state === 'prolog') return this.#root(false)
    if (this.#state === 'between') return this.#between()
    if (this.#state === 'product') return this.#product()
    if (this.#text.trim() !== '') throw this.#fail('ZENTRADE_BROKEN', '끝 태그 뒤에 내용이 더 있음')
    this.#text = ''
    return false
  }

  #root(isAll: boolean): boolean {
    const start = prolog.exec(this.#text)?.[0].length ?? 0
    const rest = this.#text.slice(start)
    if (/^<!doctype/i.test(rest)) throw failZentrade('ZENTRADE_DOCTYPE', { service: 'zentrade' })
    const root = /^<zentrade(?:\s[^<>]*)?>/.exec(rest)?.[0]
    if (root === undefined) {
      const isBegun = rest === '' || /^<[?!]/.test(rest) || '<zentrade'.startsWith(rest.slice(0, 9))
      const mayCome = isBegun && rest.length < PROLOG_MAX && !/^<zentrade[^\s>/]/.test(rest)
      if (mayCome && !isAll) return false
      throw mayCome ? this.#fail('ZENTRADE_CUT_OFF') : this.#fail('ZENTRADE_BROKEN', '루트가 zentrade가 아님')
    }
    this.#text = rest.slice(root.length)
    this.#state = root.endsWith('/>') ? 'after' : 'between'
    return true
  }

  #between(): boolean {
    const open = this.#text.indexOf('<')
    if (open === -1) {
      this.#text = ''
      return false
    }
    const rest = open === 0 ? this.#text : this.#text.slice(open)
    this.#text = rest
    if (rest.startsWith('<!--')) return this.#skipTo('-->')
    if (rest.startsWith('<!')) {
      if (rest.length < 4) return false
      throw failZentrade('ZENTRADE_DOCTYPE', { service: 'zentrade' })
    }
    if (rest.startsWith(END)) {
      this.#text = rest.slice(END.length)
      this.#state = 'after'
      return true
    }
    if (rest.length <= END.length) return false
    if (rest.startsWith(OPEN) && /[\s>/]/.test(rest.charAt(OPEN.length))) {
      this.#state = 'product'
      this.#from = OPEN.length
      this.#until = null
      return true
    }
    // An element this version does not know, for example a count: passed over.
    return this.#skipTo('>')
  }

  #skipTo(mark: string): boolean {
    const end = this.#text.indexOf(mark)
    if (end === -1) {
      if (this.#text.length > GAP_MAX) throw this.#fail('ZENTRADE_BROKEN', '상품 사이의 태그가 닫히지 않음')
      return false
    }
    this.#text = this.#text.slice(end + mark.length)
    return true
  }

  #product(): boolean {
    const text = this.#text
    if (this.#until !== null) {
      const end = text.indexOf(this.#until, this.#from)
      if (end === -1) return this.#wait(Math.max(this.#from, text.length - 2))
      this.#from = end + 3
      this.#until = null
      return true
    }
    const close = text.indexOf(CLOSE, this.#from)
    const special = this.#special(text, close === -1 ? text.length : close)
    if (special !== -1) {
      if (text.length < special + 9) return this.#wait(special)
      const isCData = text.startsWith('<![CDATA[', special)
      if (!isCData && !text.startsWith('<!--', special)) {
        throw failZentrade('ZENTRADE_DOCTYPE', { service: 'zentrade' })
      }
      this.#until = isCData ? ']]>' : '-->'
      this.#from = special + (isCData ? 9 : 4)
      return true
    }
    if (close === -1) return this.#wait(Math.max(this.#from, text.length - CLOSE.length))
    const end = close + CLOSE.length
    this.products += 1
    this.#text = text.slice(end)
    this.#state = 'between'
    this.#give(text.slice(0, end))
    return true
  }

  #special(text: string, before: number): number {
    const at = text.indexOf('<!', this.#from)
    return at !== -1 && at < before ? at : -1
  }

  #wait(from: number): boolean {
    if (this.#text.length > PRODUCT_MAX) throw this.#fail('ZENTRADE_BROKEN', '상품 하나가 너무 큼')
    this.#from = from
    return false
  }

  #fail(code: 'ZENTRADE_CUT_OFF' | 'ZENTRADE_BROKEN', detail = '') {
    return failZentrade(code, { service: 'zentrade', values: { products: this.products, detail } })
  }
}
