export { createNaverAdapter, type NaverDeps } from './adapter.ts'
export { type NaverCredentials, naverFields, type TokenStore } from './auth.ts'
export { naverErrors, naverRefusals } from './errors.ts'
export { createNaverHttp } from './http.ts'
