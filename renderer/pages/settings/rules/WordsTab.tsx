import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Market } from '../../../../shared/market.ts'
import { useAct, useCall } from '../../../app/query.ts'
import { useStrings } from '../../../strings/index.ts'
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx'
import { count } from '../../../ui/format.ts'
import { say } from '../../../ui/notify.ts'
import { Section, Skeleton } from '../../../ui/Page.tsx'
import { marketName } from '../../approvals/words.ts'
import { MarketChoice, useMarket } from './MarketChoice.tsx'
import classes from './rules.module.css'
import { longestWord, mostWords, wordsOf } from './words.ts'

/** Words that no listing's name may hold on a market. */
export function WordsTab() {
  const market = useMarket()
  const template = useCall('templates.get', { market })
  return (
    <>
      <MarketChoice />
      {template.isError ? (
        <ErrorPanel error={template.error} onRetry={() => void template.refetch()} />
      ) : template.data === undefined ? (
        <Skeleton width={320} />
      ) : (
        <WordsForm key={market} market={market} stored={template.data.forbiddenWords} />
      )}
    </>
  )
}

function WordsForm({ market, stored }: { market: Market; stored: readonly string[] }) {
  const s = useStrings()
  const w = s.words
  const [text, setText] = useState(stored.join('\n'))
  const save = useAct('templates.set', { refresh: ['templates.get'] })
  const words = wordsOf(text)
  const long = words.find((word) => word.length > longestWord)
  const same = words.join('\n') === stored.join('\n')
  return (
    <Section title={w.title(marketName(s, market))}>
      <p className={classes.lead}>{w.text}</p>
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(
            { market, template: { forbiddenWords: words } },
            {
              onSuccess: () => {
                setText(words.join('\n'))
                say(w.saved(words.length))
              },
            },
          )
        }}
      >
        <Textarea
          label={w.label}
          rows={14}
          spellCheck={false}
          value={text}
          error={
            words.length > mostWords
              ? w.tooMany(mostWords)
              : long === undefined
                ? undefined
                : w.tooLong(long.slice(0, 20), longestWord)
          }
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {save.isError ? <ErrorPanel inline error={save.error} /> : null}
        <div className={classes.acts}>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={same || words.length > mostWords || long !== undefined}
          >
            {s.common.save}
          </Button>
          <span className={same ? 'quiet' : classes.unsaved}>
            {same ? w.count(count(words.length)) : s.rules.notSaved}
          </span>
        </div>
      </form>
      <p className={classes.note}>
        {w.bansText}{' '}
        <Link href="/settings?tab=bans" className={classes.inText}>
          {s.settingsTabs.bans}
        </Link>
      </p>
    </Section>
  )
}
