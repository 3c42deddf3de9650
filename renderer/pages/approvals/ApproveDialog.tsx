import { Button, Checkbox, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { useJobs } from '../../stores/jobs.ts'
import { actMs, useListingArrivals } from '../../stores/listingArrivals.ts'
import { useWords } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { count, won } from '../../ui/format.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { Skeleton } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import ui from '../../ui/ui.module.css'
import classes from './approvals.module.css'
import { approveChosen, type Chosen, type Refused, tallyOf } from './approve.ts'
import { RefusedList } from './RefusedList.tsx'
import { readAnew } from './refresh.ts'
import { marketName, placeText } from './words.ts'

interface Props {
  chosen: Chosen
  /** These are on a market already: approved is what is told it next. */
  again: boolean
  onOpen: (listingId: string) => void
  onDone: () => void
  onClose: () => void
}

/** The one question before anything goes to a market: how many, where. What was refused afterwards stays until read. */
export function ApproveDialog({ chosen, again, onOpen, onDone, onClose }: Props) {
  const { s, language } = useWords()
  const a = s.approvals
  const started = useJobs((state) => state.started)
  const [send, setSend] = useState(true)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [refused, setRefused] = useState<{ approved: number; items: Refused[] } | null>(null)
  const tally = useQuery({
    queryKey: ['approvals.tally', chosen],
    queryFn: () => tallyOf(chosen),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [only] = chosen.kind === 'rows' && chosen.rows.length === 1 ? chosen.rows : []

  const go = async () => {
    if (tally.data === undefined) return
    setBusy(true)
    setError(null)
    useListingArrivals.getState().own(actMs)
    try {
      const { approved, refused: items } = await approveChosen(chosen, tally.data)
      if (send && approved > 0) {
        try {
          for (const { market } of tally.data.markets)
            for (const jobId of (await call(again ? 'listings.sync' : 'listings.upload', { market })).jobIds)
              started(jobId)
        } catch (thrown) {
          sayFailure(thrown)
        }
      }
      onDone()
      readAnew()
      if (items.length > 0) setRefused({ approved, items })
      else {
        say(send ? (again ? a.approvedTelling : a.approvedSending)(approved) : a.approvedOnly(approved))
        onClose()
      }
    } catch (thrown) {
      setError(thrown)
      readAnew()
    } finally {
      setBusy(false)
    }
  }

  if (refused !== null) {
    return (
      <Modal
        opened
        onClose={onClose}
        size={640}
        title={a.refusedTitle(refused.items.length)}
        closeButtonProps={{ 'aria-label': s.common.close }}
      >
        <p className={ui.confirmText}>{a.refusedText(refused.approved)}</p>
        <RefusedList
          items={refused.items}
          known={chosen.kind === 'rows' ? chosen.rows : []}
          onOpen={(listingId) => {
            onOpen(listingId)
            onClose()
          }}
        />
        <div className={ui.confirmActions}>
          <Button onClick={onClose} data-autofocus>
            {s.common.close}
          </Button>
        </div>
      </Modal>
    )
  }
  const t = tally.data
  const title =
    t === undefined
      ? a.approveCounting
      : t.total === 0
        ? a.approveNone
        : (again ? a.againTitle : a.approveTitle)(
            t.total,
            placeText(
              s,
              t.markets.map(({ market }) => market),
            ),
          )
  return (
    <Modal opened onClose={onClose} size={480} title={title} withCloseButton={false}>
      {tally.isError ? <ErrorPanel inline error={tally.error} onRetry={() => void tally.refetch()} /> : null}
      {t === undefined ? (
        tally.isError ? null : (
          <Skeleton width={260} />
        )
      ) : t.total === 0 ? (
        <p className={ui.confirmText}>{a.approveNoneText(t.red)}</p>
      ) : (
        <>
          {only === undefined ? null : (
            <p className={classes.onlyOne}>
              <strong>{only.name}</strong>
              <span className="num">
                {only.price === null ? '' : won(only.price, language)}
                {only.margin === null ? '' : ` · ${a.columns.margin} ${won(only.margin, language)}`}
              </span>
            </p>
          )}
          <p className={ui.confirmText}>{again ? a.againText : a.approveText}</p>
          {t.markets.length > 1 ? (
            <dl className={classes.tally}>
              {t.markets.map(({ market, count: n }) => (
                <div key={market}>
                  <dt>{marketName(s, market)}</dt>
                  <dd className="num">{a.countText(n)}</dd>
                </div>
              ))}
            </dl>
          ) : null}
          <ul className={classes.notes}>
            {t.levels.yellow > 0 ? (
              <li>
                <StateBadge tone="warn">{s.listing.levels.yellow}</StateBadge> {a.withWarnings(t.levels.yellow)}
              </li>
            ) : null}
            {t.red > 0 ? (
              <li>
                <StateBadge tone="bad">{s.listing.levels.red}</StateBadge> {a.leftOut(t.red)}
              </li>
            ) : null}
          </ul>
          <Checkbox
            label={again ? a.sendNowAgain : a.sendNow}
            description={again ? a.sendNowAgainHint : a.sendNowHint}
            checked={send}
            onChange={(event) => setSend(event.currentTarget.checked)}
          />
        </>
      )}
      {error === null ? null : <ErrorPanel inline error={error} />}
      <div className={ui.confirmActions}>
        <Button variant="default" onClick={onClose}>
          {s.common.cancel}
        </Button>
        {t !== undefined && t.total > 0 ? (
          <Button onClick={() => void go()} loading={busy} data-autofocus>
            {send ? (again ? a.approveAndTell : a.approveAndSend)(count(t.total)) : a.approveOnly(count(t.total))}
          </Button>
        ) : null}
      </div>
    </Modal>
  )
}
