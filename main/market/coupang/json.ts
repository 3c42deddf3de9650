/** A number that must go out with all its digits; text here, bare digits on the wire. */
interface ExactJson {
  rawJSON(text: string): unknown
}
const exact: ExactJson = JSON as JSON & ExactJson

/** Digits of a code as a number in a body; what is not digits stays text. */
export const bare = (code: string): unknown => (/^(?:0|[1-9]\d*)$/.test(code) ? exact.rawJSON(code) : code)

export const bodyBytes = (body: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(body))
