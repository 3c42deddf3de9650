import type { WholesaleProduct } from '../../../shared/product.ts'
import { safeWords } from '../../net/words.ts'
import type { Rejected } from '../port.ts'
import { decodingOf, type TextDecoding } from './encoding.ts'
import { failZentrade } from './errors.ts'
import { toProduct, type ZentradeShipping } from './map.ts'
import { FeedSplitter } from './splitter.ts'

const HEAD_BYTES = 16 * 1024
/** More than one broken character in so many is not a slip of one description: the whole is read wrongly. */
const BROKEN_SHARE = 0.01
const ENOUGH_TO_JUDGE = 64 * 1024

export interface FeedPiece {
  products: WholesaleProduct[]
  rejected: Rejected[]
}

/** Words of a page or a bare message, for a person: without tags, scripts, and what we sent to prove who we are. */
export const wordsOf = (head: Buffer, secrets: readonly string[] = []): string => {
  const text = /charset\s*=\s*["']?utf-?8/i.test(head.toString('latin1')) ? head.toString('utf8') : readHead(head)
  const plain = secrets.reduce((clean, secret) => (secret === '' ? clean : clean.replaceAll(secret, '…')), text)
  return safeWords(plain.replace(/<(script|style)\b[\s\S]*?(?:<\/\1>|$)/gi, ' ').replace(/<[^>]*$/, ' '))
}

const readHead = (head: Buffer): string => {
  try {
    return decodingOf(head).write(head)
  } catch {
    return head.toString('utf8')
  }
}

const startsLikeFeed = (head: Buffer) =>
  /^(?:\uFEFF|\u00EF\u00BB\u00BF)?\s*<(?:\?xml|zentrade\b|!--)/.test(head.toString('latin1'))
const startsLikePage = (head: Buffer) =>
  /^(?:\uFEFF|\u00EF\u00BB\u00BF)?\s*<(?:!doctype\s+html|html|head|body|meta|title|script|style|div|center|h1|p|br)\b/i.test(
    head.toString('latin1'),
  )

/** Bytes of one reply in, products out; nothing larger than one chunk and one product is held. */
export class FeedReader {
  /** Bytes that stood for no character. */
  get broken(): number {
    return this.#decoding?.broken ?? 0
  }
  get products(): number {
    return this.#splitter.products
  }
  readonly #status: number
  readonly #secrets: readonly string[]
  readonly #shipping: ZentradeShipping
  readonly #splitter = new FeedSplitter((raw) => this.#take(raw))
  #decoding: TextDecoding | undefined
  #head: Buffer[] | undefined = []
  #headBytes = 0
  #characters = 0
  #piece: FeedPiece = { products: [], rejected: [] }

  /** `secrets` never come back in an error's words, also where the service repeats them. */
  constructor(status: number, shipping: ZentradeShipping, secrets: readonly string[] = []) {
    this.#secrets = secrets
    this.#status = status
    this.#shipping = shipping
  }

  /** What this chunk completed. Throws a coded error when the reply is not a feed. */
  write(bytes: Buffer): FeedPiece {
    if (this.#head !== undefined) {
      this.#head.push(bytes)
      this.#headBytes += bytes.length
      if (this.#headBytes < HEAD_BYTES) return this.#taken()
      return this.#start()
    }
    this.#decode(bytes)
    return this.#taken()
  }

  /** Throws unless the feed came whole and held products. */
  end(): FeedPiece {
    const piece = this.#head === undefined ? this.#taken() : this.#start()
    const rest = this.#decoding?.end() ?? ''
    if (rest !== '') this.#splitter.write(rest)
    this.#splitter.end()
    if (this.#splitter.products === 0) throw failZentrade('ZENTRADE_EMPTY', { service: 'zentrade' })
    const last = this.#taken()
    return { products: [...piece.products, ...last.products], rejected: [...piece.rejected, ...last.rejected] }
  }

  #start(): FeedPiece {
    const head = Buffer.concat(this.#head ?? [])
    this.#head = undefined
    const details = {
      service: 'zentrade',
      values: { status: this.#status, words: wordsOf(head, this.#secrets) || '(빈 응답)' },
    }
    if (startsLikePage(head)) throw failZentrade('ZENTRADE_BLOCKED', details)
    if (this.#status >= 400) throw failZentrade('ZENTRADE_REFUSED', details)
    if (/^\s*<!doctype/i.test(head.toString('latin1'))) throw failZentrade('ZENTRADE_DOCTYPE', { service: 'zentrade' })
    if (!startsLikeFeed(head)) throw failZentrade('ZENTRADE_NOT_FEED', details)
    this.#decoding = decodingOf(head)
    this.#decode(head)
    return this.#taken()
  }

  #decode(bytes: Buffer): void {
    const decoding = this.#decoding
    if (decoding === undefined) return
    const text = decoding.write(bytes)
    this.#characters += text.length
    if (this.#characters > ENOUGH_TO_JUDGE && decoding.broken > this.#characters * BROKEN_SHARE) {
      throw failZentrade('ZENTRADE_ENCODING', { service: 'zentrade', values: { declared: 'euc-kr' } })
    }
    this.#splitter.write(text)
  }

  #take(raw: string): void {
    const read = toProduct(raw, this.#shipping)
    if ('reason' in read) {
      const { productId, reason } = read
      this.#piece.rejected.push(
        productId === ''
          ? { productId: `${this.#splitter.products}번째 상품`, reason }
          : { productId, reason, isNamed: true },
      )
    } else {
      this.#piece.products.push(read)
    }
  }

  #taken(): FeedPiece {
    const piece = this.#piece
    this.#piece = { products: [], rejected: [] }
    return piece
  }
}
