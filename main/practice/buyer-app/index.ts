export type { Admitted } from './book.ts'
export { eventShape } from './book.ts'
export * from './start.ts'
