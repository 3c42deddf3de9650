/** Axes and values of options as their names say them. */
export type OptionValues = { axis: string; value: string }[]

const parts = (name: string): OptionValues =>
  name
    .split(' / ')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part, i, all) => {
      const colon = part.indexOf(': ')
      if (colon > 0) return { axis: part.slice(0, colon).trim(), value: part.slice(colon + 2).trim() }
      return { axis: all.length === 1 ? '옵션' : `옵션${i + 1}`, value: part }
    })

const axesOf = (values: OptionValues) => values.map(({ axis }) => axis).join('\n')

/**
 * `색상: 블랙 / 크기: L` as axis and value. Markets want the same axes for every option: names that do not have them are
 * taken whole, and names that would be the same are told apart by a number.
 */
export function optionValues(names: readonly string[]): OptionValues[] {
  const read = names.map(parts)
  const axes = axesOf(read[0] ?? [])
  const isEven =
    axes !== '' &&
    read.every((values) => axesOf(values) === axes && values.every(({ value }) => value !== '')) &&
    new Set((read[0] ?? []).map(({ axis }) => axis)).size === (read[0] ?? []).length
  const values = isEven ? read : names.map((name) => [{ axis: '옵션', value: name.trim() || '기본' }])
  const met = new Map<string, number>()
  return values.map((one) => {
    const key = one.map(({ value }) => value).join('\n')
    const times = (met.get(key) ?? 0) + 1
    met.set(key, times)
    const last = one.at(-1)
    if (times === 1 || last === undefined) return one
    return [...one.slice(0, -1), { ...last, value: `${last.value} (${times})` }]
  })
}
