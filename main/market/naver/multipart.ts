import { randomBytes } from 'node:crypto'

export interface Part {
  /** With an extension: without one Naver refuses the part whatever its type says. */
  filename: string
  type: string
  bytes: Uint8Array
}

/** A `multipart/form-data` body whose parts all carry one field's name. */
export function multipart(
  field: string,
  parts: readonly Part[],
  boundary = `----Jangteo${randomBytes(16).toString('hex')}`,
): { bytes: Uint8Array; type: string } {
  const chunks = parts.flatMap(({ filename, type, bytes }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`,
    ),
    Buffer.from(bytes),
    Buffer.from('\r\n'),
  ])
  return {
    bytes: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
    type: `multipart/form-data; boundary=${boundary}`,
  }
}
