import { QueryClient, useMutation, useQuery } from '@tanstack/react-query'
import type { Input, Output, ScreenCallName } from '../../shared/contract.ts'
import { call } from './api.ts'

/** The engine is in the same process: no network mode, no retries behind the operator's back. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, staleTime: 30_000, refetchOnWindowFocus: false },
    mutations: { networkMode: 'always', retry: false },
  },
})

interface Options {
  enabled?: boolean
  refetchInterval?: number | false
  staleTime?: number
  gcTime?: number
}

export const useCall = <K extends ScreenCallName>(name: K, input: Input<K>, options: Options = {}) =>
  useQuery<Output<K>>({ queryKey: [name, input], queryFn: () => call(name, input), ...options })

export const useAct = <K extends ScreenCallName>(
  name: K,
  options: { onDone?: (output: Output<K>) => void; refresh?: readonly ScreenCallName[] } = {},
) =>
  useMutation<Output<K>, Error, Input<K>>({
    mutationKey: [name],
    mutationFn: (input) => call(name, input),
    onSuccess: (output) => {
      for (const refreshed of options.refresh ?? []) void queryClient.invalidateQueries({ queryKey: [refreshed] })
      options.onDone?.(output)
    },
  })
