import { useEffect, useState } from 'react'

/** The present, ms UTC, brought up to date every `every` ms while the component is on screen. */
export function useNow(every = 30_000): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
