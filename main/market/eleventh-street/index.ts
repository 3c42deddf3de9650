export { createEleventhStreetAdapter, type EleventhStreetDeps } from './adapter.ts'
export { type EleventhStreetCredentials, eleventhStreetFields } from './auth.ts'
export { eleventhStreetErrors, eleventhStreetRefusals } from './errors.ts'
export { createEleventhStreetHttp } from './http.ts'
