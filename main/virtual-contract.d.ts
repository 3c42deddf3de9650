declare module 'virtual:contract' {
  export const calls: readonly string[]
  export const events: readonly string[]
}
