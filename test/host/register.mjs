// Run with `node --import`: `electron` becomes the stand-in of this folder. The built app itself is not changed at all.
import { registerHooks } from 'node:module'
import { isMainThread } from 'node:worker_threads'

const standIn = new URL('./electron/index.ts', import.meta.url).href

// Only the main thread has Electron; the engine's thread must get an error if it ever asks for it.
if (isMainThread) {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
  })
}
