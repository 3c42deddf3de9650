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

let chosen: Strings = ko
export const chooseStrings = (s: Strings) => {
  chosen = s
}
/** The same sentences for what speaks outside of a component. */
export const stringsNow = (): Strings => chosen
export type { Strings }
