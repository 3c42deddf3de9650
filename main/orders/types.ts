export interface SaveResult {
  added: number
  updated: number
  unchanged: number
  /** People who became buyers, and who ceased to be one, by this save. */
  newBuyers: number
  lostBuyers: number
}

export interface SetAside {
  /** Order number where it could be read, else a fingerprint of the row. Never personal data. */
  ref: string
  /** Korean sentence: what could not be read. Never the value itself. */
  reason: string
}
