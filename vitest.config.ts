import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/{main,shared,renderer,scripts,lint,faults}/**/*.test.{ts,tsx}'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    pool: 'forks',
    // Many of them wait for a process, a file or a clock: the runner's own choice leaves one core of two idle.
    maxWorkers: '100%',
  },
})
