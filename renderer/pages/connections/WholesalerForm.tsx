import { Switch } from '@mantine/core'
import { useState } from 'react'
import type { Wholesaler } from '../../../shared/product.ts'
import { useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import classes from './connections.module.css'
import { KeyForm } from './KeyForm.tsx'

/** What opens each wholesaler; the last value is the secret one. */
export const wholesalerFields: Record<Wholesaler, readonly string[]> = {
  ownerclan: ['username', 'password'],
  zentrade: ['id', 'mSkey'],
  domeggook: ['aid'],
}
const secrets = new Set(['password', 'mSkey', 'aid'])

interface Props {
  wholesaler: Wholesaler
  /** Whether its test environment is the connected one; absent where it has none. */
  sandbox: boolean | undefined
  onClose: () => void
}

/** The wholesaler's own keys. */
export function WholesalerForm({ wholesaler, sandbox, onClose }: Props) {
  const s = useStrings()
  const w = s.wholesalers
  const name = s.products.wholesaler[wholesaler]
  const fields = wholesalerFields[wholesaler]
  const [inSandbox, setInSandbox] = useState(sandbox ?? false)
  const info = useCall('app.info', {}).data
  return (
    <KeyForm
      service={wholesaler}
      label={w.connect(name)}
      fields={fields}
      secrets={secrets}
      missingOf={(values) => fields.filter((field) => (values[field] ?? '').trim() === '')}
      words={w}
      lead={(practising) => <p className={classes.serviceText}>{practising ? w.practice : w.text[wholesaler]}</p>}
      sandbox={sandbox === undefined ? undefined : inSandbox}
      connected={w.connected(inSandbox ? `${name} ${w.sandboxShort}` : name)}
      refresh={['connections.list', 'collect.capabilities', 'dashboard.get']}
      onClose={onClose}
    >
      {sandbox === undefined || info?.mode !== 'real' ? null : (
        <Switch
          label={w.sandbox}
          description={w.sandboxHint}
          checked={inSandbox}
          my={6}
          onChange={(event) => setInSandbox(event.currentTarget.checked)}
        />
      )}
      <p className={classes.factNote}>
        {w.where[wholesaler]} {w.secretHint}
      </p>
    </KeyForm>
  )
}
