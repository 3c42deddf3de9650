import { useCall } from '../../../app/query.ts'
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx'
import { Skeleton } from '../../../ui/Page.tsx'
import { MarketChoice, useMarket } from './MarketChoice.tsx'
import { MarketRule } from './MarketRule.tsx'

/** How prices are made, market by market. */
export function RulesTab() {
  const market = useMarket()
  const rules = useCall('rules.list', { market })
  return (
    <>
      <MarketChoice />
      {rules.isError ? (
        <ErrorPanel error={rules.error} onRetry={() => void rules.refetch()} />
      ) : rules.data === undefined ? (
        <Skeleton width={320} />
      ) : (
        <MarketRule key={market} market={market} rules={rules.data.items} />
      )}
    </>
  )
}
