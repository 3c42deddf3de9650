import { Button } from '@mantine/core'
import { type KeyboardEvent, useMemo } from 'react'
import { Link } from 'wouter'
import { call } from '../../../app/api.ts'
import { useAct, useCall } from '../../../app/query.ts'
import { actMs, useListingArrivals } from '../../../stores/listingArrivals.ts'
import { useListingEdits } from '../../../stores/listingEdits.ts'
import { useStrings } from '../../../strings/index.ts'
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx'
import { IconRefresh } from '../../../ui/icons.ts'
import { say, sayFailure } from '../../../ui/notify.ts'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import ui from '../../../ui/ui.module.css'
import products from '../../products/detail.module.css'
import { putInPlace } from '../refresh.ts'
import { levelTones, marketName, stateTones } from '../words.ts'
import { CategoryPart } from './CategoryPart.tsx'
import { ChangesPart } from './ChangesPart.tsx'
import { DeliveryPart } from './DeliveryPart.tsx'
import { DescriptionPart } from './DescriptionPart.tsx'
import classes from './detail.module.css'
import { FormPart } from './FormPart.tsx'
import { HistoryPart } from './HistoryPart.tsx'
import { NamePart } from './NamePart.tsx'
import { OptionsPart } from './OptionsPart.tsx'
import { Reasons } from './Part.tsx'
import { PicturesPart } from './PicturesPart.tsx'
import { PricePart } from './PricePart.tsx'
import { type Detail, WorkingContext } from './useDetail.ts'
import { anchorOf, placed } from './where.ts'

const untouched = {}

/** A listing in the order in which an operator checks it; what is typed waits at the foot until it is saved. */
export function Body({ detail }: { detail: Detail }) {
  const s = useStrings()
  const d = s.listing
  const { listingId } = detail
  const pending = useListingEdits((state) => state.pending[listingId] ?? untouched)
  const { change, drop } = useListingEdits()
  const capabilities = useCall('markets.capabilities', {}).data?.items.find((item) => item.market === detail.market)
  const save = useAct('listings.edit')
  const recheck = useAct('listings.recheck')
  const count = Object.keys(pending).length
  const working = useMemo(
    () => ({ detail, pending, capabilities, change: (part: typeof pending) => change(listingId, part) }),
    [detail, pending, capabilities, change, listingId],
  )
  const submit = () => {
    if (count === 0) return
    useListingArrivals.getState().own(actMs)
    save.mutate(
      { listingId, edits: pending },
      {
        onSuccess: (row) => {
          drop(listingId)
          putInPlace(row)
          say(row.level === 'red' ? d.savedRed : d.saved)
        },
        onError: () => useListingArrivals.getState().own(),
      },
    )
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    if (event.key !== 's' && event.key !== 'Enter' && event.key !== 'ㄴ') return
    event.preventDefault()
    submit()
  }
  const elsewhere = detail.findings.filter((finding) => !placed(finding.field, detail.form))
  return (
    <WorkingContext value={working}>
      {/* The key that saves works in every field below. */}
      <form
        className={classes.body}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <div className={classes.head}>
          <StateBadge tone={levelTones[detail.level]}>{d.levels[detail.level]}</StateBadge>
          {detail.state === 'draft' ? null : (
            <StateBadge tone={stateTones[detail.state]}>{d.states[detail.state]}</StateBadge>
          )}
          <span>{marketName(s, detail.market)}</span>
          <Link
            href={`/products?open=${encodeURIComponent(`${detail.wholesaler}:${detail.productId}`)}`}
            className={classes.aside}
          >
            {d.toProduct(s.products.wholesaler[detail.wholesaler])}
          </Link>
          <Button
            variant="subtle"
            size="compact-xs"
            loading={recheck.isPending}
            leftSection={<IconRefresh size={13} aria-hidden />}
            onClick={() => {
              useListingArrivals.getState().own(actMs)
              recheck.mutate(
                { listingIds: [listingId] },
                {
                  onSuccess: () => void call('listings.get', { listingId }).then(putInPlace, sayFailure),
                  onError: sayFailure,
                },
              )
            }}
          >
            {s.approvals.recheck}
          </Button>
        </div>
        {detail.lastError === null ? null : <ErrorPanel inline error={detail.lastError} />}
        {detail.findings.length === 0 ? (
          <p className={classes.fine}>{detail.approvalStale ? d.nothingWrongAgain : d.nothingWrong}</p>
        ) : (
          <Summary detail={detail} />
        )}
        <Reasons findings={elsewhere} />
        <ChangesPart />
        <NamePart />
        <CategoryPart />
        <PricePart />
        <FormPart />
        <OptionsPart />
        <PicturesPart />
        <DescriptionPart />
        <DeliveryPart />
        <section className={products.part} aria-label={d.facts}>
          <div className={products.partHead}>
            <h3>{d.facts}</h3>
          </div>
          <dl className={ui.facts}>
            <dt>{d.sku}</dt>
            <dd className="num" data-copyable>
              {detail.sku}
            </dd>
            <dt>{d.account}</dt>
            <dd data-copyable>{detail.account}</dd>
            <dt>{d.origin}</dt>
            <dd>{detail.content.origin ?? '–'}</dd>
            <dt>{d.maker}</dt>
            <dd>{[detail.content.maker, detail.content.brand].filter(Boolean).join(' · ') || '–'}</dd>
            <dt>{s.product.tax}</dt>
            <dd>{detail.content.taxFree ? s.products.taxFree : s.products.taxed}</dd>
            {detail.marketUrl === null ? null : (
              <>
                <dt>{d.marketUrl}</dt>
                <dd data-copyable>{detail.marketUrl}</dd>
              </>
            )}
          </dl>
        </section>
        <HistoryPart />
        {count === 0 ? null : (
          <div className={classes.foot}>
            {save.isError ? <ErrorPanel inline error={save.error} /> : null}
            <p>{d.unsaved(count)}</p>
            <Button
              variant="default"
              onClick={() => {
                drop(listingId)
                save.reset()
              }}
            >
              {d.undo}
            </Button>
            <Button type="submit" loading={save.isPending} aria-keyshortcuts="Control+S">
              {d.save}
            </Button>
          </div>
        )}
      </form>
    </WorkingContext>
  )
}

/** How much is wrong, and a way to each place. */
function Summary({ detail }: { detail: Detail }) {
  const s = useStrings()
  const d = s.listing
  const red = detail.findings.filter((finding) => finding.level === 'red')
  const yellow = detail.findings.length - red.length
  const places = [
    ...new Map(
      detail.findings
        .filter((finding) => placed(finding.field, detail.form))
        .map((finding) => [anchorOf(finding.field), finding] as const),
    ),
  ]
  const labelOf = (field: string) => {
    const key = field.startsWith('fields.') ? field.slice('fields.'.length) : null
    return key === null
      ? (d.places[field.split('.')[0] ?? ''] ?? field)
      : (detail.form.find((entry) => entry.key === key)?.label ?? key)
  }
  return (
    <div className={classes.summary} data-level={red.length > 0 ? 'red' : 'yellow'}>
      <p>{red.length > 0 ? d.redSummary(red.length, yellow) : d.yellowSummary(yellow)}</p>
      <p className={classes.jumps}>
        {places.map(([anchor, finding]) => (
          <button
            key={anchor}
            type="button"
            className={ui.linkButton}
            onClick={() => {
              const place = document.getElementById(anchor)
              place?.scrollIntoView({ block: 'start' })
              place?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true })
            }}
          >
            {labelOf(finding.field)}
          </button>
        ))}
      </p>
    </div>
  )
}
