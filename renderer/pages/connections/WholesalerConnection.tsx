import type { Connection } from '../../../shared/contract/connections.ts'
import type { Wholesaler } from '../../../shared/product.ts'
import { useStrings } from '../../strings/index.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { ServiceSection } from './ServiceSection.tsx'
import { WholesalerForm } from './WholesalerForm.tsx'
import { WholesalerMarket } from './WholesalerMarket.tsx'
import { WholesalerShipping } from './WholesalerShipping.tsx'

interface Props {
  wholesaler: Wholesaler
  connection: Connection | undefined
}

/** One wholesaler: what it takes to connect, or how the connection is doing. */
export function WholesalerConnection({ wholesaler, connection }: Props) {
  const s = useStrings()
  const w = s.wholesalers
  return (
    <ServiceSection
      service={wholesaler}
      name={s.products.wholesaler[wholesaler]}
      connection={connection}
      words={w}
      text={w.text[wholesaler]}
      see={{ text: w.seeProducts, href: `/products?wholesaler=${wholesaler}` }}
      refresh={['connections.list', 'dashboard.get']}
      badge={connection?.sandbox === true ? <StateBadge tone="warn">{w.sandboxShort}</StateBadge> : null}
      form={(close) => <WholesalerForm wholesaler={wholesaler} sandbox={connection?.sandbox} onClose={close} />}
    >
      {wholesaler === 'zentrade' ? <WholesalerShipping /> : null}
      {wholesaler === 'domeggook' ? <WholesalerMarket /> : null}
    </ServiceSection>
  )
}
