import { useWords } from '../strings/index.ts'
import { when, wholeMoment } from './format.ts'

/** A moment as `11. 21. (토) 14:05`, the whole of it on hover. Tables hold hundreds: it keeps no timer of its own. */
export function When({ at }: { at: number | null }) {
  const { language } = useWords()
  if (at === null) return <span className="quiet">–</span>
  return (
    <time className="num" dateTime={new Date(at).toISOString()} title={wholeMoment(at, language)}>
      {when(at, Date.now(), language)}
    </time>
  )
}
