import { Button, Modal } from '@mantine/core'
import type { BansReport } from '../../../../shared/contract/products.ts'
import { useStrings } from '../../../strings/index.ts'
import { count } from '../../../ui/format.ts'
import { Reasons } from '../../products/CollectResult.tsx'
import classes from '../../products/products.module.css'

/** What a file of bans brought, and which of its lines it did not. */
export default function BansReportDialog({ report, onClose }: { report: BansReport; onClose: () => void }) {
  const s = useStrings()
  const b = s.bans
  const sums: [string, number][] = [
    [b.rows, report.rows],
    [b.addedRows, report.added],
    [b.knownRows, report.known],
    [b.rejectedRows, report.rejected.length],
  ]
  return (
    <Modal
      opened
      onClose={onClose}
      title={b.reportTitle}
      size={560}
      closeButtonProps={{ 'aria-label': s.common.close }}
    >
      <dl className={classes.sums}>
        {sums.map(([title, n]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{count(n)}</dd>
          </div>
        ))}
      </dl>
      {report.rejected.length === 0 ? null : (
        <Reasons head={b.rows} rows={report.rejected.map((row) => [b.line(row.line), row.reason])} />
      )}
      <div className={classes.formActs}>
        <Button onClick={onClose} data-autofocus>
          {s.common.close}
        </Button>
      </div>
    </Modal>
  )
}
