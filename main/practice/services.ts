import { join } from 'node:path'
import { startPracticeBuyerApp } from './buyer-app/index.ts'
import { startPracticeCoupang } from './coupang/index.ts'
import { startPracticeDomeggook } from './domeggook/index.ts'
import { startPracticeEleventhStreet } from './eleventh-street/index.ts'
import { startPracticeImweb } from './imweb/start.ts'
import {
  type PracticeOptions,
  type PracticeService,
  type PracticeServices,
  type PracticeStarted,
  practiceServices,
} from './messages.ts'
import { startPracticeNaver } from './naver/index.ts'
import { startPracticeOwnerclan } from './ownerclan/index.ts'
import { rememberedPorts, rememberPorts } from './ports.ts'
import { startPracticeZentrade } from './zentrade/index.ts'

interface Running<S extends PracticeService> {
  /** Ports by endpoint name, to be had again at the next start. */
  ports: Record<PracticeServices[S]['endpoints'], number>
  credentials: PracticeServices[S]['credentials']
  control: PracticeServices[S]['control']
  close(): Promise<void>
}

interface StartInput<S extends PracticeService> {
  options: PracticeServices[S]['options']
  /** Ports of the last start, by endpoint name. */
  ports: Record<string, number>
  /** Where this service may keep a file of this name; undefined when nothing outlives the process. */
  file(name: string): string | undefined
}

type Starters = { [S in PracticeService]: (input: StartInput<S>) => Promise<Running<S>> }

const starters: Starters = {
  async imweb({ options, ports, file }) {
    const [port, stateFile] = [options.port ?? ports.imweb, file('imweb.json')]
    const {
      close,
      control,
      credentials,
      port: taken,
    } = await startPracticeImweb({
      ...options,
      ...(port === undefined ? {} : { port }),
      ...(stateFile === undefined ? {} : { stateFile }),
    })
    return { ports: { imweb: taken }, credentials, control, close }
  },
  async ownerclan({ options, ports }) {
    const started = await startPracticeOwnerclan(onPort(options, ports.ownerclan))
    const { close, control, credentials, port } = started
    return { ports: { ownerclan: port, 'ownerclan-auth': port }, credentials, control, close }
  },
  async zentrade({ options, ports }) {
    const { close, control, credentials, port } = await startPracticeZentrade(onPort(options, ports.zentrade))
    return { ports: { zentrade: port }, credentials, control, close }
  },
  async domeggook({ options, ports }) {
    const { close, control, credentials, port } = await startPracticeDomeggook(onPort(options, ports.domeggook))
    return { ports: { domeggook: port }, credentials, control, close }
  },
  async 'buyer-app'({ options, ports, file }) {
    const stateFile = file('buyer-app.json')
    const { close, control, credentials, port } = await startPracticeBuyerApp({
      ...onPort(options, ports['buyer-app']),
      ...(stateFile === undefined ? {} : { stateFile }),
    })
    return { ports: { 'buyer-app': port }, credentials, control, close }
  },
  async '11st'({ options, ports }) {
    const { close, control, credentials, port } = await startPracticeEleventhStreet(onPort(options, ports['11st']))
    return { ports: { '11st': port }, credentials, control, close }
  },
  async naver({ options, ports, file }) {
    const stateFile = file('naver.json')
    const { close, control, credentials, port } = await startPracticeNaver({
      ...onPort(options, ports.naver),
      ...(stateFile === undefined ? {} : { stateFile }),
    })
    return { ports: { naver: port }, credentials, control, close }
  },
  async coupang({ options, ports, file }) {
    const stateFile = file('coupang.json')
    const { close, control, credentials, port } = await startPracticeCoupang({
      ...onPort(options, ports.coupang),
      ...(stateFile === undefined ? {} : { stateFile }),
    })
    return { ports: { coupang: port }, credentials, control, close }
  },
}

/** The port of the last start, unless the caller names one. */
function onPort<O extends { port?: number }>(options: O, last: number | undefined): O {
  return options.port === undefined && last !== undefined ? { ...options, port: last } : options
}

export interface RunningServices extends PracticeStarted {
  /** One of a service's control functions, by name. */
  call(service: PracticeService, name: string, args: unknown[]): unknown
  close(): Promise<void>
}

type All = { [S in PracticeService]: Running<S> }

/** Starts every practice service in this thread; when one cannot start, none stays. */
export async function startServices({ folder, ...options }: PracticeOptions): Promise<RunningServices> {
  const remembered = folder === undefined ? {} : rememberedPorts(folder)
  const file = (name: string) => (folder === undefined ? undefined : join(folder, name))
  const start = async <S extends PracticeService>(service: S): Promise<[S, Running<S>]> => [
    service,
    await starters[service]({ options: options[service] ?? {}, ports: remembered, file }),
  ]
  const tries = await Promise.allSettled(practiceServices.map(start))
  const started = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = tries.find((one) => one.status === 'rejected')
  if (failed) {
    await Promise.all(started.map(([, service]) => service.close()))
    throw failed.reason
  }
  const running = Object.fromEntries(started) as All
  const ports: Record<string, number> = Object.assign({}, ...started.map(([, service]) => service.ports))
  if (folder !== undefined) rememberPorts(folder, { ...remembered, ...ports })
  return {
    endpoints: Object.fromEntries(
      Object.entries(ports).map(([name, port]) => [name, `http://127.0.0.1:${port}`]),
    ) as PracticeStarted['endpoints'],
    credentials: Object.fromEntries(
      started.map(([name, service]) => [name, service.credentials]),
    ) as PracticeStarted['credentials'],
    call(service, name, args) {
      const control = Object.hasOwn(running, service) ? running[service].control : {}
      const call: unknown = Object.hasOwn(control, name) ? Reflect.get(control, name) : undefined
      if (typeof call !== 'function') throw new Error(`no practice control ${service}.${name}`)
      return Reflect.apply(call, control, args)
    },
    async close() {
      await Promise.all(started.map(([, service]) => service.close()))
    },
  }
}
