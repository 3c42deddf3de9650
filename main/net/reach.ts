import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { failNet, serviceName } from './errors.ts'
import { failureOf } from './transport.ts'

/**
 * Opens a connection to an address and closes it: name, port and certificate are good, and not one byte of a request was
 * sent. Throws NET_UNREACHABLE, NET_TLS or NET_TIMEOUT.
 */
export function reach(service: string, address: string, timeoutMs = 10_000): Promise<void> {
  const url = new URL(address)
  const isTls = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = Number(url.port) || (isTls ? 443 : 80)
  return new Promise((resolve, reject) => {
    // A number has no name to prove: the server name of TLS may not be an address.
    const isNumber = /^[\d.]+$|:/.test(host)
    const socket: Socket = isTls
      ? connectTls({ host, port, ...(isNumber ? {} : { servername: host }) })
      : connectTcp({ host, port })
    const timer = setTimeout(() => {
      socket.destroy()
      const seconds = Math.max(1, Math.round(timeoutMs / 1000))
      reject(failNet('NET_TIMEOUT', { service, values: { service: serviceName(service), seconds } }))
    }, timeoutMs)
    const done = () => {
      clearTimeout(timer)
      socket.destroy()
    }
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      done()
      resolve()
    })
    socket.on('error', (error) => {
      done()
      reject(failureOf(error, { service, maxBytes: 0 }))
    })
  })
}
