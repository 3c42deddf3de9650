/** Where a key moves the active row, or null when the key does not move. */
export function moveOf(key: string, active: number, total: number, pageRows: number): number | null {
  const clamp = (index: number) => Math.max(0, Math.min(total - 1, index))
  switch (key) {
    case 'ArrowDown':
      return clamp(active + 1)
    case 'ArrowUp':
      return clamp(active - 1)
    case 'PageDown':
      return clamp(active + pageRows)
    case 'PageUp':
      return clamp(active - pageRows)
    case 'Home':
      return clamp(0)
    case 'End':
      return clamp(total - 1)
    default:
      return null
  }
}
