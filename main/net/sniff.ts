/** What a reply's first bytes say. Services under maintenance or behind a gateway answer HTML where data was due. */
export type Sniffed = 'html' | 'doctype' | 'data'

const HEAD_BYTES = 4096
/** Byte order mark, XML declaration, processing instructions and comments may stand before the first real tag. */
const prolog = /^(?:\uFEFF|\u00EF\u00BB\u00BF)?\s*(?:<\?[\s\S]*?\?>\s*|<!--[\s\S]*?-->\s*)*/
const htmlStart = /^<(?:!doctype\s+html|html|head|body|meta|title|script|style|div|center|h1|p|br)\b/i

export const sniff = (contentType: string | undefined, bytes: Buffer): Sniffed => {
  // latin1 keeps ASCII readable in UTF-8 and EUC-KR alike.
  const head = bytes.subarray(0, HEAD_BYTES).toString('latin1')
  const start = head.replace(prolog, '')
  if (htmlStart.test(start)) return 'html'
  if (/^<!doctype/i.test(start)) return 'doctype'
  // Old PHP services call their JSON, XML and bare tokens text/html: the body decides when it clearly is data.
  const saysHtml = /^\s*(?:text\/html|application\/xhtml)/i.test(contentType ?? '')
  return saysHtml && start !== '' && !/^(?:[[{"<\d]|[\w.=-]+\s*$)/.test(start) ? 'html' : 'data'
}
