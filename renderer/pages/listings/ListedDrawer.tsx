import { Button } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { Link, useLocation } from 'wouter'
import { useCall } from '../../app/query.ts'
import { useStrings, useWords } from '../../strings/index.ts'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { won } from '../../ui/format.ts'
import { Skeleton } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { When } from '../../ui/When.tsx'
import { HistoryPart } from '../approvals/detail/HistoryPart.tsx'
import { type Detail, WorkingContext } from '../approvals/detail/useDetail.ts'
import { PriceSteps } from '../approvals/PriceSteps.tsx'
import { marketName, rateText, stateTones } from '../approvals/words.ts'
import { DrawerSkeleton } from '../orders/BuyerDrawer.tsx'
import { planOfRows } from './chosen.ts'
import classes from './listings.module.css'
import { OnMarketButton } from './OnMarket.tsx'
import { SentPart } from './SentPart.tsx'
import { UpdatesPart } from './UpdatesPart.tsx'
import { useListedActs } from './useListedActs.tsx'
import { ValuesPart } from './ValuesPart.tsx'
import { acts, stepOf } from './words.ts'

interface Props {
  listingId: string
  onClose: () => void
}

/** What a market was told of a listing, what it says, and everything that happened to it, beside the list it came from. */
export default function ListedDrawer({ listingId, onClose }: Props) {
  const s = useStrings()
  const listing = useCall('listings.get', { listingId })
  const shown = listing.data
  const { label } = s.listed.detail
  if (shown === undefined) {
    return (
      <Drawer
        wide
        label={label}
        title={listing.isError ? label : <Skeleton width={200} height={18} />}
        onClose={onClose}
      >
        {listing.isError ? (
          <ErrorPanel inline error={listing.error} onRetry={() => void listing.refetch()} />
        ) : (
          <DrawerSkeleton />
        )}
      </Drawer>
    )
  }
  return (
    <Drawer
      wide
      label={label}
      title={<span data-copyable>{shown.name}</span>}
      aside={<OnMarketButton listing={shown} />}
      onClose={onClose}
    >
      <Body key={listingId} detail={shown} />
    </Drawer>
  )
}

const nothing = () => {}

function Body({ detail }: { detail: Detail }) {
  const { s, language } = useWords()
  const d = s.listed.detail
  const { ask, busy, dialog } = useListedActs()
  const step = stepOf(s, detail)
  // The history is the approval page's own; nothing is worked on here.
  const reading = useMemo(() => ({ detail, pending: {}, change: nothing, capabilities: undefined }), [detail])
  const act = (kind: 'stop' | 'resume' | 'delete') =>
    acts[kind].can(detail) ? (
      <Button
        key={kind}
        variant="default"
        size="compact-sm"
        loading={busy}
        {...(kind === 'resume' ? {} : { color: 'red' })}
        onClick={() => void ask(planOfRows(kind, [detail]))}
      >
        {s.listed[kind]}
      </Button>
    ) : null
  return (
    <WorkingContext value={reading}>
      <div className={classes.head}>
        <StateBadge tone={stateTones[detail.state]} spin={detail.state === 'uploading'}>
          {s.listing.states[detail.state]}
        </StateBadge>
        {step === null ? null : <StateBadge tone={step.tone}>{step.word}</StateBadge>}
        <span>{marketName(s, detail.market)}</span>
        <Link href={`/products?open=${encodeURIComponent(`${detail.wholesaler}:${detail.productId}`)}`}>
          {d.toProduct(s.products.wholesaler[detail.wholesaler])}
        </Link>
        <span className={classes.acts}>
          {act('stop')}
          {act('resume')}
          {act('delete')}
        </span>
      </div>
      {detail.lastError === null ? null : (
        <ErrorPanel
          inline
          error={detail.lastError}
          action={<NextStep detail={detail} onResolve={() => void ask(planOfRows('resolve', [detail]))} busy={busy} />}
        />
      )}
      <Notes detail={detail} />
      <ValuesPart detail={detail} />
      <p className={classes.margin}>
        {detail.margin === null ? null : (
          <>
            {d.margin} <strong className="num">{won(detail.margin, language)}</strong>
            {detail.marginRate === null ? null : <span className="num quiet"> ({rateText(detail.marginRate)})</span>}
          </>
        )}
      </p>
      {detail.made === null ? null : (
        <details className={classes.more}>
          <summary>{d.price}</summary>
          <PriceSteps made={detail.made} />
        </details>
      )}
      <UpdatesPart updates={detail.updates} />
      <SentPart detail={detail} />
      <HistoryPart />
      {dialog}
    </WorkingContext>
  )
}

/** Where the operator goes with what went wrong. */
function NextStep({ detail, onResolve, busy }: { detail: Detail; onResolve: () => void; busy: boolean }): ReactNode {
  const s = useStrings()
  const d = s.listed.detail
  const [, navigate] = useLocation()
  if (detail.outcome === 'needs_setup')
    return <Button onClick={() => navigate('/connections')}>{d.toConnection}</Button>
  if (detail.state === 'rejected') {
    const href = `/approvals?stage=rejected&open=${encodeURIComponent(detail.listingId)}`
    return <Button onClick={() => navigate(href)}>{d.toApprovals}</Button>
  }
  if (detail.state === 'unresolved')
    return (
      <Button loading={busy} onClick={onResolve}>
        {s.listed.resolve}
      </Button>
    )
  return null
}

function Notes({ detail }: { detail: Detail }) {
  const s = useStrings()
  const d = s.listed.detail
  const { stateText, reason } = detail.read
  const again = `/approvals?stage=again&open=${encodeURIComponent(detail.listingId)}`
  return (
    <>
      {reason === null ? null : (
        <dl className={classes.words}>
          <dt>{d.marketWords}</dt>
          <dd data-copyable>{stateText || d.nothing}</dd>
          <dt>{d.reason}</dt>
          <dd data-copyable>{reason}</dd>
        </dl>
      )}
      {detail.nextAttemptAt === null ? null : (
        <p className={classes.note} data-tone="idle">
          {d.nextTry} <When at={detail.nextAttemptAt} />
        </p>
      )}
      {detail.read.state === 'deleted' ? (
        <p className={classes.note} role="note">
          {d.goneNote}
        </p>
      ) : detail.differs.length > 0 ? (
        <p className={classes.note} role="note">
          {d.differsNote}
        </p>
      ) : null}
      {detail.held ? (
        <p className={classes.note} data-tone="idle" role="note">
          {d.heldNote}
        </p>
      ) : null}
      {detail.approvalStale ? (
        <p className={classes.note} role="note">
          <Link href={again}>{d.approveAgain}</Link>
        </p>
      ) : null}
    </>
  )
}
