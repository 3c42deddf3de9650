import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const common = ['package-lock.json', 'scripts/build', 'scripts/build.mjs', 'tsconfig.json']

/** No newer than the Chromium of the pinned Electron; nothing older ever loads these files. */
export const chromeTarget = 'chrome150'

/** What is loaded when the program runs, not when it is built. Native addons cannot be bundled. */
export const nativePackages = ['better-sqlite3', 'keytar']

const entries = {
  index: 'main/index.ts',
  cli: 'main/cli.ts',
  'engine-worker': 'main/engine/worker.ts',
  'practice-worker': 'main/practice/worker.ts',
}

/** Each target is built, stamped and replaced on its own. */
export const targets = {
  main: {
    out: 'out/main',
    inputs: ['main', 'shared', 'package.json', ...common],
    ready: () => true,
    async config(outDir) {
      const input = Object.fromEntries(
        Object.entries(entries)
          .map(([name, file]) => [name, join(root, file)])
          .filter(([, file]) => existsSync(file)),
      )
      return {
        build: {
          ssr: true,
          outDir,
          target: 'node24',
          minify: false,
          sourcemap: 'hidden',
          rolldownOptions: {
            input,
            external: ['electron', ...nativePackages],
            output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
          },
        },
        ssr: { target: 'node', noExternal: true },
        resolve: { conditions: ['node', 'import', 'default'], mainFields: ['module', 'main'] },
      }
    },
  },
  preload: {
    out: 'out/preload',
    inputs: ['main/preload.ts', 'shared', ...common],
    ready: () => existsSync(join(root, 'main/preload.ts')),
    async config(outDir) {
      const { contractPlugin } = await import('./contract-plugin.mjs')
      return {
        plugins: [contractPlugin()],
        build: {
          outDir,
          target: chromeTarget,
          minify: false,
          sourcemap: 'hidden',
          lib: { entry: join(root, 'main/preload.ts'), formats: ['cjs'], fileName: () => 'preload.cjs' },
          rolldownOptions: { external: ['electron'], output: { codeSplitting: false } },
        },
      }
    },
  },
  renderer: {
    out: 'out/renderer',
    inputs: ['renderer', 'shared', 'resources', ...common],
    ready: () => existsSync(join(root, 'renderer/index.html')),
    async config(outDir) {
      const { default: react } = await import('@vitejs/plugin-react')
      return {
        root: join(root, 'renderer'),
        base: '/',
        plugins: [react()],
        build: {
          outDir,
          target: chromeTarget,
          cssMinify: true,
          sourcemap: 'hidden',
          assetsInlineLimit: 0,
          modulePreload: { polyfill: false },
          manifest: true,
          reportCompressedSize: false,
          chunkSizeWarningLimit: 2_000,
        },
      }
    },
  },
}
