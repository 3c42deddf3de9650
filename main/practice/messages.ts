import type { BuyerAppControl, PracticeBuyerAppCredentials, PracticeBuyerAppOptions } from './buyer-app/index.ts'
import type { CoupangControl, PracticeCoupangCredentials, PracticeCoupangOptions } from './coupang/index.ts'
import type { DomeggookControl, PracticeDomeggookCredentials, PracticeDomeggookOptions } from './domeggook/index.ts'
import type {
  EleventhStreetControl,
  PracticeEleventhStreetCredentials,
  PracticeEleventhStreetOptions,
} from './eleventh-street/index.ts'
import type { ImwebControl, PracticeCredentials, PracticeImwebOptions } from './imweb/types.ts'
import type { NaverControl, PracticeNaverCredentials, PracticeNaverOptions } from './naver/index.ts'
import type { OwnerclanControl, PracticeOwnerclanCredentials, PracticeOwnerclanOptions } from './ownerclan/index.ts'
import type { PracticeZentradeCredentials, PracticeZentradeOptions, ZentradeControl } from './zentrade/index.ts'

/** What one practice service is: what it is started with, the JANGTEO_ENDPOINTS names it answers for, what opens it, and its control. */
interface ServiceShape {
  options: object
  endpoints: string
  credentials: object
  control: object
}

/** The practice services. A further one is a line here, its name below, and its starter in services.ts. */
export interface PracticeServices {
  imweb: {
    options: Omit<PracticeImwebOptions, 'clock' | 'stateFile'>
    endpoints: 'imweb'
    credentials: PracticeCredentials
    control: ImwebControl
  }
  ownerclan: {
    options: Omit<PracticeOwnerclanOptions, 'clock'>
    endpoints: 'ownerclan' | 'ownerclan-auth'
    credentials: PracticeOwnerclanCredentials
    control: OwnerclanControl
  }
  zentrade: {
    options: Omit<PracticeZentradeOptions, 'clock'>
    endpoints: 'zentrade'
    credentials: PracticeZentradeCredentials
    control: ZentradeControl
  }
  domeggook: {
    options: Omit<PracticeDomeggookOptions, 'clock'>
    endpoints: 'domeggook'
    credentials: PracticeDomeggookCredentials
    control: DomeggookControl
  }
  'buyer-app': {
    options: Omit<PracticeBuyerAppOptions, 'clock' | 'random' | 'stateFile'>
    endpoints: 'buyer-app'
    credentials: PracticeBuyerAppCredentials
    control: BuyerAppControl
  }
  '11st': {
    options: Omit<PracticeEleventhStreetOptions, 'clock'>
    endpoints: '11st'
    credentials: PracticeEleventhStreetCredentials
    control: EleventhStreetControl
  }
  naver: {
    options: Omit<PracticeNaverOptions, 'clock' | 'stateFile'>
    endpoints: 'naver'
    credentials: PracticeNaverCredentials
    control: NaverControl
  }
  coupang: {
    options: Omit<PracticeCoupangOptions, 'clock' | 'stateFile'>
    endpoints: 'coupang'
    credentials: PracticeCoupangCredentials
    control: CoupangControl
  }
}
export type PracticeService = keyof PracticeServices
export const practiceServices = [
  'imweb',
  'ownerclan',
  'zentrade',
  'domeggook',
  'buyer-app',
  '11st',
  'coupang',
  'naver',
] as const satisfies readonly PracticeService[]

type EachFits<S extends { [K in keyof S]: ServiceShape }> = S
type Services = EachFits<PracticeServices>

/** Functions and clocks cannot cross to the worker, so options are plain values. */
export type PracticeOptions = {
  /** Where ports and the services' states are remembered. Absent: nothing outlives the process. */
  folder?: string
} & { [S in PracticeService]?: Services[S]['options'] }

export interface PracticeStarted {
  endpoints: Record<Services[PracticeService]['endpoints'], string>
  credentials: { [S in PracticeService]: Services[S]['credentials'] }
}

/** To the worker. */
export type PracticeRequest =
  | { type: 'call'; id: number; service: PracticeService; name: string; args: unknown[] }
  | { type: 'close' }

/** From the worker. */
export type PracticeReply =
  | { type: 'started'; started: PracticeStarted }
  | { type: 'failed'; message: string }
  | { type: 'answer'; id: number; ok: true; value: unknown }
  | { type: 'answer'; id: number; ok: false; message: string }
  | { type: 'closed' }

type Later<F> = F extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never
/** A service's control as seen from another thread. */
export type RemoteControl<C> = { [K in keyof C]: Later<C[K]> }
export type PracticeControl = { [S in PracticeService]: RemoteControl<Services[S]['control']> }
