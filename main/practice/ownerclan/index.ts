export { itemKey } from './items.ts'
export * from './start.ts'
