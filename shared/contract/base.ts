import { z } from 'zod'

/** Who answers a call: the engine (worker thread) or the shell (windows and OS). `screen: false` is not in the preload. */
export interface ContractEntry {
  input: z.ZodType
  output: z.ZodType
  by: 'engine' | 'shell'
  screen: boolean
}

export const engine = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) =>
  ({ input, output, by: 'engine', screen: true }) as const
/** Engine calls that only the shell, the CLI and tests make: they name files or carry what the screen must not see. */
export const inner = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) =>
  ({ input, output, by: 'engine', screen: false }) as const
export const shell = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) =>
  ({ input, output, by: 'shell', screen: true }) as const

export const none = z.object({}).strict()
export const done = z.object({ done: z.literal(true) })
export const ms = z.int()
export const won = z.int()
/** Opaque position in a sorted list; only what a previous page answered is accepted. */
export const cursor = z.string().max(500)
export const limit = z.int().min(1).max(200).default(100)
export const kstDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

export const appErrorShape = z.object({
  code: z.string(),
  message: z.string(),
  nextStep: z.string(),
  retryable: z.boolean(),
  traceId: z.string().optional(),
  service: z.string().optional(),
  serviceCode: z.string().optional(),
})

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable(), asOf: ms })
