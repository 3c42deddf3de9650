/** The practice services share one way to draw: numbers that depend on their inputs only. */
export { between, type Draw, drawsFor, hash32, pick } from '../imweb/random.ts'
