import { spawnSync } from 'node:child_process'
import { keytarStore } from '../../../../main/connections/secrets/keytar-store.ts'
import { AppError } from '../../../../shared/errors.ts'

/** Run inside a Secret Service of its own: stores a secret, locks the collection and says how the store answers. */
const store = keytarStore({ service: 'jangteo-test', prefix: 'locked' })
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

await store.set('token', 'value')
const open = await store.get('token')
const service = ['--session', '--print-reply', '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets']
spawnSync('dbus-send', [
  ...service,
  'org.freedesktop.Secret.Service.Lock',
  'array:objpath:/org/freedesktop/secrets/collection/login',
])
const get = await codeOf(store.get('token'))
const set = await codeOf(store.set('token', 'other'))
const remove = await codeOf(store.remove('token'))
console.log(JSON.stringify({ open, get, set, remove }))
