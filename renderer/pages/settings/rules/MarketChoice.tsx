import { SegmentedControl } from '@mantine/core'
import { useLocation, useSearch } from 'wouter'
import { type Market, markets } from '../../../../shared/market.ts'
import { useStrings } from '../../../strings/index.ts'
import { marketName } from '../../approvals/words.ts'
import classes from './rules.module.css'

/** The market whose settings are shown, as it stands in the address. */
export function useMarket(): Market {
  const asked = new URLSearchParams(useSearch()).get('market')
  return markets.find((known) => known === asked) ?? 'coupang'
}

export function MarketChoice() {
  const s = useStrings()
  const search = useSearch()
  const [, navigate] = useLocation()
  const market = useMarket()
  return (
    <div className={classes.choice}>
      <SegmentedControl
        aria-label={s.approvals.filters.market}
        value={market}
        data={markets.map((value) => ({ value, label: marketName(s, value) }))}
        onChange={(value) => {
          const params = new URLSearchParams(search)
          params.set('market', value)
          navigate(`/settings?${params}`, { replace: true })
        }}
      />
    </div>
  )
}
