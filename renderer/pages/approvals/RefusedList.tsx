import { useMemo, useState } from 'react'
import type { ListingRow } from '../../../shared/contract/listing-shapes.ts'
import { useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import ui from '../../ui/ui.module.css'
import classes from './approvals.module.css'
import type { Refused } from './approve.ts'

const firstShown = 50

interface Props {
  items: readonly Refused[]
  known: readonly Pick<ListingRow, 'listingId' | 'name'>[]
  onOpen: (listingId: string) => void
}

/** What was not approved, gathered by reason, so that one fix for many is seen as one. */
export function RefusedList({ items, known, onOpen }: Props) {
  const s = useStrings()
  const [more, setMore] = useState(false)
  const groups = useMemo(() => {
    const by = new Map<string, { code: string; message: string; ids: string[] }>()
    for (const { listingId, reasons } of items) {
      for (const { code, message } of reasons) {
        const key = `${code}|${message}`
        const group = by.get(key) ?? { code, message, ids: [] }
        group.ids.push(listingId)
        by.set(key, group)
      }
    }
    return [...by.values()].sort((a, b) => b.ids.length - a.ids.length)
  }, [items])
  const shown = more ? groups : groups.slice(0, firstShown)
  return (
    <>
      <ul className={classes.refused}>
        {shown.map(({ code, message, ids }) => (
          <li key={`${code}|${message}`}>
            <p>
              {message} <span className="mono">{code}</span>
            </p>
            <p className={classes.refusedIds}>
              {ids.slice(0, 5).map((id) => (
                <button key={id} type="button" className={ui.linkButton} onClick={() => onOpen(id)}>
                  <Name listingId={id} name={known.find((row) => row.listingId === id)?.name} />
                </button>
              ))}
              {ids.length > 5 ? <span className="quiet">{s.approvals.moreOf(ids.length - 5)}</span> : null}
            </p>
          </li>
        ))}
      </ul>
      {shown.length < groups.length ? (
        <button type="button" className={ui.linkButton} onClick={() => setMore(true)}>
          {s.approvals.moreReasons(groups.length - shown.length)}
        </button>
      ) : null}
    </>
  )
}

function Name({ listingId, name }: { listingId: string; name: string | undefined }) {
  const read = useCall('listings.get', { listingId }, { enabled: name === undefined }).data
  return <span className={`cut ${classes.refusedName}`}>{name ?? read?.name ?? listingId}</span>
}
