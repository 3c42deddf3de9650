import { useWords } from '../strings/index.ts'
import { ago, when, wholeMoment } from './format.ts'
import { useNow } from './useNow.ts'

const minute = 60_000

/** A moment as `11. 21. (토) 14:05`, the whole of it on hover. */
export function When({ at, relative = false }: { at: number | null; relative?: boolean }) {
  const { language } = useWords()
  const now = useNow(minute)
  if (at === null) return <span className="quiet">–</span>
  return (
    <time className="num" dateTime={new Date(at).toISOString()} title={wholeMoment(at, language)}>
      {relative ? ago(at, now, language) : when(at, now, language)}
    </time>
  )
}
