const publicId = 'virtual:contract'
const resolvedId = `\0${publicId}`

/**
 * Gives the preload the names of the calls and events that belong to the screen, read from shared/contract.ts when
 * building: the preload stays one small file, and zod stays out of it.
 */
export const contractPlugin = () => ({
  name: 'jangteo-contract',
  resolveId: (id) => (id === publicId ? resolvedId : null),
  async load(id) {
    if (id !== resolvedId) return null
    const { contract, events } = await import('../../shared/contract.ts')
    const onScreen = (map) => Object.keys(map).filter((name) => map[name].screen)
    return `export const calls = ${JSON.stringify(onScreen(contract))}\nexport const events = ${JSON.stringify(onScreen(events))}\n`
  },
})
