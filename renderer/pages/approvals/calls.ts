import { useMutation, useQuery } from '@tanstack/react-query'
import type { listingCalls, listingLifeCalls } from '../../../shared/contract/listings.ts'
import type { marketCalls } from '../../../shared/contract/markets.ts'
import type { ruleCalls } from '../../../shared/contract/rules.ts'
import { call as anyCall } from '../../app/api.ts'
import { queryClient } from '../../app/query.ts'

type Calls = typeof ruleCalls & typeof marketCalls & typeof listingCalls & typeof listingLifeCalls
export type Name = keyof Calls
export type Input<K extends Name> = Calls[K]['input']['_zod']['input']
export type Output<K extends Name> = Calls[K]['output']['_zod']['output']

/** The calls of listings and rules, until they stand in the contract. */
export const call = anyCall as unknown as <K extends Name>(name: K, input: Input<K>) => Promise<Output<K>>

interface Options {
  enabled?: boolean
  refetchInterval?: number | false
  staleTime?: number
  gcTime?: number
}
export const useCall = <K extends Name>(name: K, input: Input<K>, options: Options = {}) =>
  useQuery<Output<K>>({ queryKey: [name, input], queryFn: () => call(name, input), ...options })

export const useAct = <K extends Name>(
  name: K,
  options: { onDone?: (output: Output<K>) => void; refresh?: readonly Name[] } = {},
) =>
  useMutation<Output<K>, Error, Input<K>>({
    mutationKey: [name],
    mutationFn: (input) => call(name, input),
    onSuccess: (output) => {
      for (const refreshed of options.refresh ?? []) void queryClient.invalidateQueries({ queryKey: [refreshed] })
      options.onDone?.(output)
    },
  })
