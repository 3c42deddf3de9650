import { createContext, useContext } from 'react'
import type { Language } from '../ui/format.ts'
import { ko, type Strings } from './ko.ts'

export interface Words {
  s: Strings
  language: Language
}

export const WordsContext = createContext<Words>({ s: ko, language: 'ko' })
export const useWords = (): Words => useContext(WordsContext)
/** The sentences of the language the operator chose. */
export const useStrings = (): Strings => useContext(WordsContext).s
export type { Strings }
