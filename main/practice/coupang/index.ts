export * from './start.ts'
export type { CoupangLimits } from './wall.ts'
