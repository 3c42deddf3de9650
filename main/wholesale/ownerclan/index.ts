export { createOwnerclanAdapter, type OwnerclanDeps } from './adapter.ts'
export type { OwnerclanCredentials } from './auth.ts'
export { ownerclanErrors } from './errors.ts'
