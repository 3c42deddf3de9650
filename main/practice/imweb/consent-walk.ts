/** Walks the practice shop's consent page as a browser would, for tests and headless tours. Loopback only. */

const loopback = (address: string): URL => {
  const url = new URL(address)
  if (url.hostname !== '127.0.0.1' && url.hostname !== 'localhost')
    throw new Error('practice consent is on loopback only')
  return url
}

async function walk(authorizeUrl: string, answer: 'approve' | 'deny'): Promise<string> {
  const asked = await fetch(loopback(authorizeUrl), { redirect: 'manual' })
  const refused = asked.headers.get('location')
  if (refused !== null) return refused
  const page = await asked.text()
  const ticket = /name="ticket" value="([0-9a-f]+)"/.exec(page)?.[1]
  if (asked.status !== 200 || ticket === undefined) {
    throw new Error(`no consent page: ${asked.status} ${/<dd>(.*?)<\/dd>/.exec(page)?.[1] ?? ''}`)
  }
  const done = await fetch(new URL('/oauth2/authorize', authorizeUrl), {
    method: 'POST',
    body: new URLSearchParams({ ticket, answer }),
    redirect: 'manual',
  })
  const location = done.headers.get('location')
  if (location === null) throw new Error(`no redirect after the consent: ${done.status}`)
  return location
}

/** Presses 동의 and answers the redirect's address (also one that carries errorCode). Throws where only an error page came. */
export const approveByHttp = (authorizeUrl: string): Promise<string> => walk(authorizeUrl, 'approve')
/** Presses 거부. */
export const denyByHttp = (authorizeUrl: string): Promise<string> => walk(authorizeUrl, 'deny')
