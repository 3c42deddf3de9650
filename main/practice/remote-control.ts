import { type PracticeControl, type PracticeService, practiceServices } from './messages.ts'

type Call = (service: PracticeService, name: string, args: unknown[]) => Promise<unknown>

/** `control.imweb.fault(…)` → `call('imweb', 'fault', […])`. Names are checked where the functions are. */
export function remoteControl(call: Call): PracticeControl {
  const control = (service: PracticeService) =>
    new Proxy(
      {},
      {
        // Not thenable: `await control.imweb` must not become a call.
        get: (_target, name) =>
          typeof name !== 'string' || name === 'then' ? undefined : (...args: unknown[]) => call(service, name, args),
      },
    )
  return Object.fromEntries(practiceServices.map((service) => [service, control(service)])) as PracticeControl
}
