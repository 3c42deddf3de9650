import { fromStandIn } from '../state.ts'

/** Electron's WebFrameMain, as far as it is used: an identity that stays, an address that changes. */
export class Frame {
  readonly id: string
  readonly #parent: Frame | null
  readonly children = new Set<Frame>()
  #url = 'about:blank'
  detached = false

  constructor(id: string, parent: Frame | null) {
    this.id = id
    this.#parent = parent
    parent?.children.add(this)
  }

  #alive() {
    if (this.detached) throw new Error('Render frame was disposed before WebFrameMain could be accessed')
  }
  navigated(url: string) {
    this.#url = fromStandIn(url)
  }
  get url() {
    this.#alive()
    return this.#url
  }
  get parent() {
    this.#alive()
    return this.#parent
  }
  get frames() {
    return [...this.children]
  }
  get origin() {
    this.#alive()
    const url = URL.parse(this.#url)
    if (url === null) return 'null'
    return url.origin === 'null' && url.host !== '' ? `${url.protocol}//${url.host}` : url.origin
  }
  detach() {
    this.#parent?.children.delete(this)
    this.detached = true
  }
}
