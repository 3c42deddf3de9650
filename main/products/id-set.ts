/** Row ids in a bit each: a million products in 125 KB. */
export class IdSet {
  size = 0
  #bits = new Uint8Array(1024)

  /** False where it was in already. */
  add(id: number): boolean {
    const at = id >>> 3
    if (at >= this.#bits.length) {
      const wider = new Uint8Array(Math.max(at + 1, this.#bits.length * 2))
      wider.set(this.#bits)
      this.#bits = wider
    }
    const bit = 1 << (id & 7)
    const byte = this.#bits[at] as number
    if ((byte & bit) !== 0) return false
    this.#bits[at] = byte | bit
    this.size += 1
    return true
  }

  has(id: number): boolean {
    return ((this.#bits[id >>> 3] ?? 0) & (1 << (id & 7))) !== 0
  }
}
