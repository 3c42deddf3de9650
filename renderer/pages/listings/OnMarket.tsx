import { Button } from '@mantine/core'
import { useCallback } from 'react'
import { useAct, useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { IconExternalLink } from '../../ui/icons.ts'
import { sayFailure } from '../../ui/notify.ts'

/** Whether listings have pages of their own: practice markets show nothing to buyers. */
export const useMarketPages = (): boolean => useCall('app.info', {}).data?.mode === 'real'

/** Opens the page that buyers see, in the operator's browser. The shell knows the address; the screen names the listing. */
export function useOpenOnMarket(): (listingId: string) => void {
  const { mutate } = useAct('shell.openListing')
  return useCallback((listingId: string) => mutate({ listingId }, { onError: sayFailure }), [mutate])
}

export function OnMarketButton({ listing }: { listing: { listingId: string; marketUrl: string | null } }) {
  const s = useStrings()
  const pages = useMarketPages()
  const open = useOpenOnMarket()
  if (listing.marketUrl === null) return null
  return (
    <Button
      variant="default"
      size="compact-sm"
      disabled={!pages}
      title={pages ? undefined : s.listed.practiceLink}
      aria-keyshortcuts="o"
      rightSection={<IconExternalLink size={14} aria-hidden />}
      onClick={() => open(listing.listingId)}
    >
      {s.listed.openOnMarket}
    </Button>
  )
}
