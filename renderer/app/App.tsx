import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { chooseStrings, type Words, WordsContext } from '../strings/index.ts'
import { ko } from '../strings/ko.ts'
import { recall, remember } from '../ui/remember.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { bridgeEvents } from './events.ts'
import { queryClient, useCall } from './query.ts'
import { Shell } from './Shell.tsx'
import { theme, useColorScheme } from './theme.tsx'

const isTheme = (value: unknown): value is 'system' | 'light' | 'dark' =>
  value === 'system' || value === 'light' || value === 'dark'
const isLanguage = (value: unknown): value is 'ko' | 'en' => value === 'ko' || value === 'en'

/** Look and words follow the settings; until those are read, what the last start ended with. */
function Look({ children }: { children: ReactNode }) {
  const settings = useCall('settings.get', {}, { staleTime: Number.POSITIVE_INFINITY }).data
  const chosenTheme = settings?.theme ?? recall('theme', 'system', isTheme)
  const language = settings?.language ?? recall('language', 'ko', isLanguage)
  const scheme = useColorScheme(chosenTheme)
  const [words, setWords] = useState<Words>({ s: ko, language: 'ko' })

  useEffect(() => {
    chooseStrings(words.s)
  }, [words])

  useEffect(() => {
    remember('theme', chosenTheme)
    remember('language', language)
    document.documentElement.lang = language
    let wanted = true
    if (language === 'ko') setWords({ s: ko, language })
    else void import('../strings/en.ts').then(({ en }) => wanted && setWords({ s: en, language }))
    return () => {
      wanted = false
    }
  }, [chosenTheme, language])

  return (
    <MantineProvider theme={theme} forceColorScheme={scheme} withCssVariables={false} withGlobalClasses={false}>
      <WordsContext value={words}>
        <Notifications position="bottom-right" containerWidth={400} zIndex={400} />
        <ErrorBoundary s={words.s}>{children}</ErrorBoundary>
      </WordsContext>
    </MantineProvider>
  )
}

export function App() {
  useEffect(bridgeEvents, [])
  return (
    <QueryClientProvider client={queryClient}>
      <Look>
        <Shell />
      </Look>
    </QueryClientProvider>
  )
}
