import type { ImwebControl, PracticeCredentials, PracticeImwebOptions } from './imweb/types.ts'

/** The practice services that exist; six more will follow. The names are those of JANGTEO_ENDPOINTS. */
export interface PracticeServices {
  imweb: { credentials: PracticeCredentials; control: ImwebControl }
}
export type PracticeService = keyof PracticeServices

export interface PracticeOptions {
  /** Where ports and the services' states are remembered. Absent: nothing outlives the process. */
  folder?: string
  /** What each service is started with, without what the folder answers. Functions cannot cross to the worker. */
  imweb?: Omit<PracticeImwebOptions, 'clock' | 'stateFile' | 'port'> & { port?: number }
}

export interface PracticeStarted {
  endpoints: Record<PracticeService, string>
  credentials: { [S in PracticeService]: PracticeServices[S]['credentials'] }
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
export type PracticeControl = { [S in PracticeService]: RemoteControl<PracticeServices[S]['control']> }
