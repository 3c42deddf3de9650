export { startPracticeNaver } from './start.ts'
export type { NaverControl, PracticeNaverCredentials, PracticeNaverOptions } from './types.ts'
