/** `4분 30초`; never less than a second. */
export const leftWords = (ms: number): string => {
  const seconds = Math.max(1, Math.ceil(ms / 1000))
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  return [minutes === 0 ? '' : `${minutes}분`, rest === 0 ? '' : `${rest}초`].filter((part) => part !== '').join(' ')
}
