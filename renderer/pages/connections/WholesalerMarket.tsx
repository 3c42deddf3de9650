import { Radio } from '@mantine/core'
import { domeggookMarkets } from '../../../shared/contract/products.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import classes from './connections.module.css'

/** Domeggook sells the same goods on two markets: which of their prices and lots are read. */
export function WholesalerMarket() {
  const s = useStrings()
  const w = s.wholesalers
  const settings = useCall('products.settings', {}).data
  const save = useAct('products.setSettings', { refresh: ['products.settings', 'collect.checks'] })
  if (settings === undefined) return null
  return (
    <div className={classes.shipping}>
      <Radio.Group
        label={w.market}
        value={settings.domeggookMarket}
        onChange={(value) => {
          const domeggookMarket = domeggookMarkets.find((market) => market === value)
          if (domeggookMarket === undefined) return
          save.mutate({ domeggookMarket }, { onSuccess: () => say(w.saved), onError: sayFailure })
        }}
      >
        {domeggookMarkets.map((market) => (
          <Radio key={market} value={market} label={w.markets[market]} my={6} disabled={save.isPending} />
        ))}
      </Radio.Group>
      <p className={classes.factNote}>{w.marketHint}</p>
    </div>
  )
}
