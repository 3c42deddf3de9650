/** `12.5` percent as 0.125, within what an address may say; undefined where nothing, or half a number, was typed. */
export function rateOfPercent(typed: string | number): number | undefined {
  const text = String(typed).trim()
  const percent = Number(text)
  if (text === '' || !Number.isFinite(percent)) return undefined
  return Math.min(1, Math.max(-1, Math.round(percent * 10) / 1000))
}
