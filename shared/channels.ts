/** The names under which the window and the shell talk. Nothing else is ever sent or handled. */
export const callChannel = (name: string): string => `call:${name}`
export const eventChannel = (name: string): string => `event:${name}`
export const readyChannel = 'page:ready'
export const openPageChannel = 'page:open'
