/** The OS keychain behind a port: keytar in the app, a map in a few tests. Every call has a time limit of its own. */
export interface SecretStore {
  /** Null when there is none. Throws KEYCHAIN_LOCKED, KEYCHAIN_ABSENT or KEYCHAIN_TIMEOUT. */
  get(name: string): Promise<string | null>
  set(name: string, value: string): Promise<void>
  remove(name: string): Promise<void>
}

/** What an adapter needs to call as the operator. Answers a token that is good for at least a minute. */
export interface AccessTokens {
  /** Throws NEEDS_REAUTH when only the operator can help. */
  current(): Promise<string>
  /** After a 401 on `rejected`: refreshes unless somebody already did. */
  afterRejection(rejected: string): Promise<string>
}
