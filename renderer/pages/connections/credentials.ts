import type { ImwebCredentials } from '../../../shared/contract/connections.ts'

const urlOf = (text: string): URL | null => {
  try {
    return new URL(text.trim())
  } catch {
    return null
  }
}

/** Whether this PC itself can receive the redirect; otherwise the operator pastes the address. */
export function isLoopback(redirectUri: string): boolean {
  const url = urlOf(redirectUri)
  return url !== null && url.protocol === 'http:' && (url.hostname === 'localhost' || url.hostname === '127.0.0.1')
}

export type CredentialFault = 'required' | 'uri'

/** What is wrong with each field before anything is sent. */
export function credentialFaults(values: ImwebCredentials): Partial<Record<keyof ImwebCredentials, CredentialFault>> {
  const faults: Partial<Record<keyof ImwebCredentials, CredentialFault>> = {}
  for (const name of ['clientId', 'clientSecret', 'siteCode', 'redirectUri'] as const) {
    if (values[name].trim() === '') faults[name] = 'required'
  }
  const url = urlOf(values.redirectUri)
  if (faults.redirectUri === undefined && (url === null || !/^https?:$/.test(url.protocol))) faults.redirectUri = 'uri'
  return faults
}
