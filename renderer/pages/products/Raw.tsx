import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ProductKey } from '../../../shared/contract/products.ts'
import { mostCopied } from '../../../shared/contract/shell.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useWords } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { when } from '../../ui/format.ts'
import { IconCopy } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { Skeleton } from '../../ui/Page.tsx'
import classes from './detail.module.css'

const mostShown = 200_000

/** The wholesaler's reply as it came, only when asked for. */
export function Raw({ id }: { id: ProductKey }) {
  const { s, language } = useWords()
  const d = s.product
  const [shown, setShown] = useState(false)
  const raw = useCall('products.raw', id, { enabled: shown, gcTime: 0 })
  const copy = useAct('shell.copyText')
  return (
    <section className={classes.part} aria-label={d.raw}>
      <div className={classes.partHead}>
        <h3>{d.raw}</h3>
      </div>
      {shown ? null : (
        <Button variant="default" onClick={() => setShown(true)}>
          {d.showRaw}
        </Button>
      )}
      {!shown ? null : raw.isError ? (
        <ErrorPanel inline error={raw.error} onRetry={() => void raw.refetch()} />
      ) : raw.data === undefined ? (
        <Skeleton width="100%" height={120} />
      ) : (
        <>
          <textarea
            className={classes.raw}
            rows={14}
            readOnly
            spellCheck={false}
            aria-label={d.raw}
            value={raw.data.raw.slice(0, mostShown)}
          />
          <p className={classes.note}>
            {d.rawAt(when(raw.data.fetchedAt, Date.now(), language))}
            {raw.data.raw.length > mostShown ? ` ${d.rawCut(mostShown, raw.data.raw.length)}` : null}
          </p>
          <Button
            variant="default"
            leftSection={<IconCopy size={15} aria-hidden />}
            onClick={() =>
              copy.mutate(
                { text: raw.data.raw.slice(0, mostCopied) },
                {
                  onSuccess: () => say(raw.data.raw.length > mostCopied ? d.rawCopiedCut(mostCopied) : s.common.copied),
                  onError: sayFailure,
                },
              )
            }
          >
            {d.copyRaw}
          </Button>
        </>
      )}
    </section>
  )
}
