import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { type ListingWord, wordKinds } from '../../../../shared/contract/listing-shapes.ts'
import { type Market, markets } from '../../../../shared/market.ts'
import { useAct, useCall } from '../../../app/query.ts'
import { useStrings } from '../../../strings/index.ts'
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx'
import { count } from '../../../ui/format.ts'
import { say } from '../../../ui/notify.ts'
import { Section, Skeleton } from '../../../ui/Page.tsx'
import { marketName } from '../../approvals/words.ts'
import classes from './rules.module.css'
import { TextFile } from './TextFile.tsx'
import { longestReason, longestWord, mostWords, textOf, wordsOf } from './words.ts'

/** Words that listings are held to: some stop one, some only warn; for one market or for all. */
export function WordsTab() {
  const s = useStrings()
  const w = s.words
  const [market, setMarket] = useState<Market | null>(null)
  const stored = useCall('words.get', { market })
  return (
    <>
      <div className={classes.choice}>
        <SegmentedControl
          aria-label={w.where}
          data={[
            { value: '', label: w.everywhere },
            ...markets.map((value) => ({ value, label: marketName(s, value) })),
          ]}
          value={market ?? ''}
          onChange={(value) => setMarket(markets.find((known) => known === value) ?? null)}
        />
      </div>
      {stored.isError ? (
        <ErrorPanel error={stored.error} onRetry={() => void stored.refetch()} />
      ) : stored.data === undefined ? (
        <Skeleton width={320} />
      ) : (
        wordKinds.map((kind) => (
          <WordsForm
            key={`${market}|${kind}|${JSON.stringify(stored.data.items.filter((word) => word.kind === kind))}`}
            market={market}
            kind={kind}
            stored={stored.data.items.filter((word) => word.kind === kind)}
          />
        ))
      )}
      <p className={classes.note}>
        {w.bansText}{' '}
        <Link href="/settings?tab=bans" className={classes.inText}>
          {s.settingsTabs.bans}
        </Link>
      </p>
    </>
  )
}

interface Props {
  market: Market | null
  kind: ListingWord['kind']
  stored: readonly ListingWord[]
}

function WordsForm({ market, kind, stored }: Props) {
  const s = useStrings()
  const w = s.words
  const [text, setText] = useState(() => textOf(stored))
  const save = useAct('words.set', { refresh: ['words.get'] })
  const words = wordsOf(text)
  const long = words.find(({ word, reason }) => word.length > longestWord || reason.length > longestReason)
  const same = textOf(words) === textOf(stored)
  const fault =
    words.length > mostWords ? w.tooMany(mostWords) : long === undefined ? undefined : w.tooLong(long.word.slice(0, 20))
  return (
    <Section
      title={w.kinds[kind](market === null ? w.everywhere : marketName(s, market))}
      aside={
        <TextFile label={w.fromFile} onText={(more) => setText((old) => textOf([...wordsOf(old), ...wordsOf(more)]))} />
      }
    >
      <p className={classes.lead}>{w.texts[kind]}</p>
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate({ market, kind, words }, { onSuccess: () => say(w.saved(words.length)) })
        }}
      >
        <Textarea
          label={w.label}
          rows={10}
          spellCheck={false}
          value={text}
          error={fault}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {save.isError ? <ErrorPanel inline error={save.error} /> : null}
        <div className={classes.acts}>
          <Button type="submit" loading={save.isPending} disabled={same || fault !== undefined}>
            {s.common.save}
          </Button>
          <span className={same ? 'quiet' : classes.unsaved}>
            {same ? w.count(count(words.length)) : s.rules.notSaved}
          </span>
        </div>
      </form>
    </Section>
  )
}
