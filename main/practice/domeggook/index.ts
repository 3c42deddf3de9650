export { itemNo } from './items.ts'
export * from './start.ts'
