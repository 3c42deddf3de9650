/** Days and products of everybody's paid orders in one array: pairs (day, product), one run of pairs for each person. */
export class ItemPool {
  #pairs = new Uint32Array(1024)
  #used = 0
  #wasted = 0
  #start = new Int32Array(0)
  #length = new Int32Array(0)

  /** Replaces one person's pairs. `bytes` as stored: 32-bit numbers, little-endian. */
  set(id: number, bytes: Uint8Array): void {
    this.#room(id)
    const length = bytes.byteLength >>> 2
    this.#wasted += this.#length[id] ?? 0
    if (this.#used + length > this.#pairs.length) this.#grow(length)
    new Uint8Array(this.#pairs.buffer, this.#used * 4, length * 4).set(bytes.subarray(0, length * 4))
    this.#start[id] = this.#used
    this.#length[id] = length
    this.#used += length
  }

  remove(id: number): void {
    if (id >= this.#length.length) return
    this.#wasted += this.#length[id] ?? 0
    this.#length[id] = 0
  }

  /** Marks in `mask` who of `among` has a pair in the period with one of these products (null: any product). */
  mark(mask: Uint8Array, among: Uint8Array, first: number, last: number, products: ReadonlySet<number> | null): void {
    const pairs = this.#pairs
    const starts = this.#start
    const lengths = this.#length
    const wanted = products === null ? null : flags(products)
    const people = Math.min(mask.length, lengths.length)
    for (let id = 0; id < people; id += 1) {
      if (among[id] !== 1 || mask[id] === 1) continue
      const start = starts[id] ?? 0
      const end = start + (lengths[id] ?? 0)
      for (let at = start; at < end; at += 2) {
        const day = pairs[at] ?? 0
        if (day > last) continue
        // Newest first: nothing later in this run can be in the period.
        if (day < first) break
        if (wanted === null || wanted[pairs[at + 1] ?? 0] === 1) {
          mask[id] = 1
          break
        }
      }
    }
  }

  /** Calls back once for each person and product among people whom `among` marks. */
  eachProduct(among: Uint8Array, found: (product: number, id: number) => void): void {
    const people = Math.min(among.length, this.#length.length)
    for (let id = 0; id < people; id += 1) {
      if (among[id] !== 1) continue
      const start = this.#start[id] ?? 0
      const end = start + (this.#length[id] ?? 0)
      for (let at = start; at < end; at += 2) found(this.#pairs[at + 1] ?? 0, id)
    }
  }

  #room(id: number): void {
    if (id < this.#start.length) return
    const size = Math.max(1024, id + 1, this.#start.length * 2)
    this.#start = grown(this.#start, size)
    this.#length = grown(this.#length, size)
  }

  #grow(extra: number): void {
    if (this.#wasted > this.#used / 2) this.#pack()
    if (this.#used + extra <= this.#pairs.length) return
    const bigger = new Uint32Array(Math.max(this.#used + extra, this.#pairs.length * 2))
    bigger.set(this.#pairs.subarray(0, this.#used))
    this.#pairs = bigger
  }

  #pack(): void {
    const packed = new Uint32Array(this.#pairs.length)
    let used = 0
    for (let id = 0; id < this.#length.length; id += 1) {
      const length = this.#length[id] ?? 0
      if (length === 0) continue
      const start = this.#start[id] ?? 0
      packed.set(this.#pairs.subarray(start, start + length), used)
      this.#start[id] = used
      used += length
    }
    this.#pairs = packed
    this.#used = used
    this.#wasted = 0
  }
}

const grown = (old: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> => {
  const bigger = new Int32Array(size)
  bigger.set(old)
  return bigger
}

const flags = (numbers: ReadonlySet<number>): Uint8Array => {
  let most = 0
  for (const n of numbers) most = Math.max(most, n)
  const set = new Uint8Array(most + 1)
  for (const n of numbers) set[n] = 1
  return set
}

/** The pairs of one stored row. */
export const pairsOf = (bytes: Uint8Array): Uint32Array => {
  const copy = new Uint8Array(bytes)
  return new Uint32Array(copy.buffer, 0, copy.byteLength >>> 2)
}
