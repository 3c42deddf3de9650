import type { Practice } from './index.ts'
import type { PracticeOptions } from './messages.ts'
import { remoteControl } from './remote-control.ts'
import { startServices } from './services.ts'

/** The services in the caller's own thread, through the same interface as the worker's. */
export async function startInThread(options: PracticeOptions): Promise<Practice> {
  const services = await startServices(options)
  const ended = Promise.withResolvers<{ unexpected: boolean }>()
  return {
    endpoints: services.endpoints,
    credentials: services.credentials,
    control: remoteControl(async (service, name, args) => services.call(service, name, args)),
    runsIn: 'this thread',
    ended: ended.promise,
    async close() {
      await services.close()
      ended.resolve({ unexpected: false })
    },
  }
}
