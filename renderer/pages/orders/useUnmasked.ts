import { useEffect, useState } from 'react'
import { queryClient } from '../../app/query.ts'
import { useScreen } from '../../stores/screen.ts'

/** What was read unmasked is not kept any longer than it may be seen. */
const forgetUnmasked = () =>
  queryClient.removeQueries({
    type: 'inactive',
    predicate: ({ queryKey }) => /"unmask":true|\|true"/.test(JSON.stringify(queryKey)),
  })

/** Whether personal data may be shown now; turns itself off when the ten minutes are over. */
export function useUnmasked(): boolean {
  const until = useScreen((state) => state.unmaskedUntil)
  const setUntil = useScreen((state) => state.setUnmaskedUntil)
  const [shown, setShown] = useState(() => until > Date.now())
  useEffect(() => {
    const left = until - Date.now()
    setShown(left > 0)
    if (left <= 0) return forgetUnmasked()
    const timer = setTimeout(() => setUntil(0), left)
    return () => clearTimeout(timer)
  }, [until, setUntil])
  return shown
}
