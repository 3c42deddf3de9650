export type { EleventhStreetControl, EleventhStreetLimits, EleventhStreetTruth } from './control.ts'
export * from './start.ts'
