import { hash } from 'bcryptjs'

/** An application's secret is a whole bcrypt salt. bcrypt itself would take trailing junk without a word. */
const salt = /^\$2[aby]\$\d{2}\$[./A-Za-z0-9]{22}$/

export const isSecret = (text: string): boolean => salt.test(text)

/** base64(bcrypt(`id_timestamp`, secret)): the signature of the token call. The timestamp is the one sent along, ms. */
export const signed = async (clientId: string, secret: string, timestamp: number): Promise<string> =>
  Buffer.from(await hash(`${clientId}_${timestamp}`, secret), 'utf8').toString('base64')
