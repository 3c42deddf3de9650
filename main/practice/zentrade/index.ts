export { type Goods, goodsCode, type Override } from './goods.ts'
export * from './start.ts'
