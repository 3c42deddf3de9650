interface RawJson {
  rawJSON?: (text: string) => unknown
}

/** A number of the market as JSON writes it: bare digits, also beyond 2^53 where a JavaScript number would lose some. */
export const digits = (text: string): unknown => {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : ((JSON as JSON & RawJson).rawJSON?.(text) ?? text)
}
