import { useEffect, useState } from 'react'
import type { CollectConditions } from '../../../shared/contract/products.ts'
import type { Input, Output } from '../../../shared/contract.ts'
import type { Wholesaler } from '../../../shared/product.ts'
import { useCall } from '../../app/query.ts'
import { useWords } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { span, when } from '../../ui/format.ts'
import classes from './products.module.css'

const settleMs = 700

interface Props {
  wholesaler: Wholesaler
  request: CollectConditions
  onlyChanged: boolean
  /** The stored plan that is being edited. */
  planId: string | undefined
  /** Whether the request can be asked at all. */
  ready: boolean
  can?: Output<'collect.capabilities'>['items'][number]
}

/** How many products and calls a plan means, and how long they take under the wholesaler's limits. */
export function PlanPreview({ wholesaler, request, onlyChanged, planId, ready, can }: Props) {
  const { s, language } = useWords()
  const p = s.plans
  const text = JSON.stringify({ wholesaler, request, onlyChanged, ...(planId === undefined ? {} : { planId }) })
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    // Each preview may cost the wholesaler a call: typing comes to rest first.
    const timer = setTimeout(() => setSettled(text), settleMs)
    return () => clearTimeout(timer)
  }, [text])
  const preview = useCall('collect.preview', JSON.parse(settled) as Input<'collect.preview'>, {
    enabled: ready && settled === text,
    staleTime: 60_000,
  })
  const { data } = preview
  const waiting = settled !== text || preview.isFetching
  return (
    <section aria-label={p.preview}>
      <div className={classes.preview} aria-live="polite" aria-busy={waiting}>
        {!ready ? (
          <span className="quiet">{p.nothingAsked}</span>
        ) : waiting ? (
          <span className="quiet">{p.previewing}</span>
        ) : data === undefined ? null : (
          <>
            <strong>{data.products === null ? p.previewUnknown : p.previewProducts(data.products)}</strong>
            <span>{p.previewCalls(data.calls)}</span>
            <span>{p.previewTime(span(data.ms, language))}</span>
            {onlyChanged ? (
              <span className="quiet">
                {data.since === null ? p.firstReadsAll : p.changedFrom(when(data.since, Date.now(), language))}
              </span>
            ) : null}
            {data.stored > 0 ? <span className="quiet">{p.previewStored(data.stored)}</span> : null}
          </>
        )}
      </div>
      {preview.isError && !waiting && ready ? <ErrorPanel inline error={preview.error} /> : null}
      {can === undefined ? null : (
        <p className={classes.hint}>
          {[
            p.perMinute(can.limits.perMinute),
            can.limits.perDay === null ? null : p.perDay(can.limits.perDay),
            can.countsStock ? null : p.stockUncounted,
            can.statesShipping ? null : p.shippingUnstated,
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
      )}
    </section>
  )
}
