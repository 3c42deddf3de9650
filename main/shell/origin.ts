/** The window's own address. Registered as a standard, secure scheme, so it has a real origin and no file:// rights. */
export const appScheme = 'app'
export const appHost = 'jangteo'
export const appOrigin = `${appScheme}://${appHost}`

/** Whether an address lies in this app's own origin. Compares the parsed parts: prefixes can be forged. */
export const isOurs = (address: string): boolean => {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return false
  }
  return (
    url.protocol === `${appScheme}:` &&
    url.host === appHost &&
    url.username === '' &&
    url.password === '' &&
    url.port === ''
  )
}
