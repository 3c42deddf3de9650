import { useWords } from '../strings/index.ts'
import { won } from './format.ts'

export function Money({ value }: { value: number | null }) {
  const { language } = useWords()
  if (value === null) return <span className="quiet">–</span>
  return <span className="num">{won(value, language)}</span>
}
