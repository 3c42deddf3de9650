import { join } from 'node:path'
import { startPracticeImweb } from './imweb/start.ts'
import type { PracticeOptions, PracticeService, PracticeStarted } from './messages.ts'
import { rememberedPorts, rememberPorts } from './ports.ts'

export interface RunningServices extends PracticeStarted {
  /** One of a service's control functions, by name. */
  call(service: PracticeService, name: string, args: unknown[]): unknown
  close(): Promise<void>
}

/** Starts every practice service in this thread. */
export async function startServices({ folder, imweb: options = {} }: PracticeOptions): Promise<RunningServices> {
  const ports = folder === undefined ? {} : rememberedPorts(folder)
  const imweb = await startPracticeImweb({
    ...options,
    ...(options.port === undefined && ports.imweb !== undefined ? { port: ports.imweb } : {}),
    ...(folder === undefined ? {} : { stateFile: join(folder, 'imweb.json') }),
  })
  if (folder !== undefined) rememberPorts(folder, { ...ports, imweb: imweb.port })
  const controls: Record<PracticeService, object> = { imweb: imweb.control }
  return {
    endpoints: { imweb: imweb.url },
    credentials: { imweb: imweb.credentials },
    call(service, name, args) {
      const control = Object.hasOwn(controls, service) ? controls[service] : {}
      const call: unknown = Object.hasOwn(control, name) ? Reflect.get(control, name) : undefined
      if (typeof call !== 'function') throw new Error(`no practice control ${service}.${name}`)
      return Reflect.apply(call, control, args)
    },
    close: () => imweb.close(),
  }
}
