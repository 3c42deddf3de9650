/** Small choices of this window (widths, columns, theme) kept between starts. Never data of the shop. */
export function recall<T>(key: string, fallback: T, check: (value: unknown) => value is T): T {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(`jangteo.${key}`) ?? 'null')
    return check(value) ? value : fallback
  } catch {
    return fallback
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(`jangteo.${key}`)
  } catch {
    // A closed storage holds nothing anyway.
  }
}

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(`jangteo.${key}`, JSON.stringify(value))
  } catch {
    // A full or closed storage loses a column width, nothing else.
  }
}
