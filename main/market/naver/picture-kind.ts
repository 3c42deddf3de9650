export interface PictureKind {
  extension: string
  mime: string
}

const starts = (bytes: Uint8Array, signature: readonly number[], at = 0) =>
  bytes.length >= at + signature.length && signature.every((byte, i) => bytes[at + i] === byte)
const word = (text: string) => [...text].map((letter) => letter.charCodeAt(0))

/** The four that Naver takes, by their first bytes: neither a name nor a server's word counts. */
const taken: readonly (readonly [PictureKind, (bytes: Uint8Array) => boolean])[] = [
  [{ extension: 'jpg', mime: 'image/jpeg' }, (bytes) => starts(bytes, [0xff, 0xd8, 0xff])],
  [{ extension: 'png', mime: 'image/png' }, (bytes) => starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  [{ extension: 'gif', mime: 'image/gif' }, (bytes) => starts(bytes, word('GIF87a')) || starts(bytes, word('GIF89a'))],
  [{ extension: 'bmp', mime: 'image/bmp' }, (bytes) => starts(bytes, word('BM')) && bytes.length >= 26],
]

export const pictureKind = (bytes: Uint8Array): PictureKind | null => taken.find(([, is]) => is(bytes))?.[0] ?? null

/** What else it may be, for the sentence that refuses it. */
export const refusedKind = (bytes: Uint8Array): string => {
  if (starts(bytes, word('RIFF')) && starts(bytes, word('WEBP'), 8)) return 'WebP'
  if (starts(bytes, word('ftypavif'), 4)) return 'AVIF'
  if (starts(bytes, word('ftyp'), 4)) return 'HEIC'
  return '알 수 없는 형식'
}
