import { Button } from '@mantine/core'
import { useState } from 'react'
import { useCall } from '../../app/query.ts'
import { useListingEdits } from '../../stores/listingEdits.ts'
import { useStrings } from '../../strings/index.ts'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { IconCheck } from '../../ui/icons.ts'
import { Skeleton } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { DrawerSkeleton } from '../orders/BuyerDrawer.tsx'
import { ApproveDialog } from './ApproveDialog.tsx'
import type { Chosen } from './approve.ts'
import { Body } from './detail/Body.tsx'
import type { Detail } from './detail/useDetail.ts'

interface Props {
  listingId: string
  onClose: () => void
}

/** Everything that would be created, each reason beside its field, beside the list it came from. */
export default function ListingDrawer({ listingId, onClose }: Props) {
  const s = useStrings()
  const listing = useCall('listings.get', { listingId })
  const shown = listing.data
  if (shown === undefined) {
    return (
      <Drawer
        wide
        label={s.listing.label}
        title={listing.isError ? s.listing.label : <Skeleton width={200} height={18} />}
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
      label={s.listing.label}
      title={<span data-copyable>{shown.name}</span>}
      aside={<Approve detail={shown} />}
      onClose={onClose}
    >
      <Body key={listingId} detail={shown} />
    </Drawer>
  )
}

const approvable = new Set<Detail['state']>(['draft', 'rejected'])

function Approve({ detail }: { detail: Detail }) {
  const s = useStrings()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const unsaved = useListingEdits((state) => state.pending[detail.listingId] !== undefined)
  if (!approvable.has(detail.state) && !detail.approvalStale)
    return detail.approvedAt === null ? null : <StateBadge tone="ok">{s.listing.approved}</StateBadge>
  const reason = detail.level === 'red' ? s.listing.fixFirst : unsaved ? s.listing.saveFirst : undefined
  return (
    <>
      <Button
        size="compact-sm"
        aria-keyshortcuts="a"
        disabled={reason !== undefined}
        title={reason}
        leftSection={<IconCheck size={14} aria-hidden />}
        onClick={() => setChosen({ kind: 'rows', rows: [detail] })}
      >
        {s.approvals.approve}
      </Button>
      {chosen === null ? null : (
        <ApproveDialog
          chosen={chosen}
          again={!approvable.has(detail.state)}
          onOpen={() => {}}
          onDone={() => {}}
          onClose={() => setChosen(null)}
        />
      )}
    </>
  )
}
