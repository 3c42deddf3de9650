import type { IncomingMessage } from 'node:http'
import { type Answer, plain } from './answers.ts'
import { decodeStrict } from './euckr.ts'
import { parseXml, type XmlNode } from './xml.ts'

const BODY_MAX = 8 * 1024 * 1024

export const readBytes = async (request: IncomingMessage): Promise<Buffer | null> => {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    const bytes = part as Buffer
    size += bytes.length
    if (size > BODY_MAX) return null
    parts.push(bytes)
  }
  return Buffer.concat(parts)
}

export const parseError = (why: string): Answer =>
  plain(500, `org.xml.sax.SAXParseException: ${why} (Invalid byte 1 of 1-byte UTF-8 sequence.)`)

/** A body whose declaration, header and bytes agree on EUC-KR; else the refusal. */
export const readXmlBody = (
  bytes: Buffer,
  contentType: string | undefined,
): { root: XmlNode; text: string } | Answer => {
  if (!/^text\/xml;\s*charset=euc-kr$/i.test(contentType ?? '')) return parseError('Content-Type')
  const head = bytes.subarray(0, 100).toString('latin1')
  if (!/^<\?xml version="1\.0" encoding="euc-kr"(?: standalone="(?:yes|no)")?\s*\?>/i.test(head)) {
    return parseError('declaration')
  }
  const text = decodeStrict(bytes)
  if (text === null) return parseError('bytes')
  try {
    return { root: parseXml(text), text }
  } catch (error) {
    return parseError(error instanceof Error ? error.message : 'malformed')
  }
}

export const isAnswer = (value: object): value is Answer => 'status' in value
