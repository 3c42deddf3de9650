import { Button, Modal, Radio } from '@mantine/core'
import { useState } from 'react'
import type { BuyerFilter } from '../../../shared/contract/buyers.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useJobs } from '../../stores/jobs.ts'
import { useStrings } from '../../strings/index.ts'
import type { Chip } from '../../ui/Chips.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { count } from '../../ui/format.ts'
import classes from './exports.module.css'
import { Presets, SavePreset } from './Presets.tsx'

export type Rows = 'lines' | 'buyers'
export type Encoding = 'utf-8' | 'cp949'

interface Props {
  filter: BuyerFilter
  chips: readonly Chip[]
  onClose: () => void
}

/** What goes into the file, how many, in which encoding. The place is asked for by the OS's own dialog. */
export default function ExportDialog({ filter, chips, onClose }: Props) {
  const s = useStrings()
  const [rows, setRows] = useState<Rows>('lines')
  const [encoding, setEncoding] = useState<Encoding>('utf-8')
  const matching = useCall('buyers.count', filter).data
  const started = useJobs((state) => state.started)
  const exportAs = useAct('shell.exportAs', { refresh: ['jobs.list', 'audit.list'] })
  const spec = { rows, encoding, filter }

  const go = () =>
    exportAs.mutate(spec, {
      onSuccess: ({ jobId }) => {
        // The operator closed the save dialog: nothing was started, the choice here stays.
        if (jobId === null) return
        started(jobId)
        onClose()
      },
    })

  return (
    <Modal
      opened
      onClose={onClose}
      title={s.exports.title}
      size={560}
      closeButtonProps={{ 'aria-label': s.common.close }}
    >
      <div className={classes.filter}>
        <span className="quiet">{s.exports.filter}</span>
        <span>
          {chips.length === 0 ? s.exports.noFilter : chips.map((chip) => `${chip.name} ${chip.value}`).join(' · ')}
        </span>
        <strong className="num">
          {matching === undefined ? s.orders.counting : s.exports.matching(matching.total)}
        </strong>
      </div>
      <Radio.Group
        label={s.exports.rows}
        value={rows}
        onChange={(value) => setRows(value === 'buyers' ? 'buyers' : 'lines')}
      >
        <div className={classes.choices}>
          <Radio value="lines" label={s.exports.rowsLines} description={s.exports.rowsLinesText} data-autofocus />
          <Radio value="buyers" label={s.exports.rowsBuyers} description={s.exports.rowsBuyersText} />
        </div>
      </Radio.Group>
      <Radio.Group
        label={s.exports.encoding}
        value={encoding}
        onChange={(value) => setEncoding(value === 'cp949' ? 'cp949' : 'utf-8')}
      >
        <div className={classes.choices}>
          <Radio value="utf-8" label={s.exports.utf8} description={s.exports.utf8Text} />
          <Radio value="cp949" label={s.exports.cp949} description={s.exports.cp949Text} />
        </div>
      </Radio.Group>
      <p className={classes.audit}>{s.exports.audit}</p>
      {exportAs.isError ? <ErrorPanel inline error={exportAs.error} onRetry={go} /> : null}
      <div className={classes.actions}>
        <SavePreset spec={spec} />
        <span className={classes.push} />
        <Button variant="default" onClick={onClose}>
          {s.common.cancel}
        </Button>
        <Button onClick={go} loading={exportAs.isPending} disabled={matching?.total === 0}>
          {s.exports.go}
        </Button>
      </div>
      <Presets
        onRun={(preset) => {
          exportAs.mutate(preset.spec, {
            onSuccess: ({ jobId }) => {
              if (jobId === null) return
              started(jobId)
              onClose()
            },
          })
        }}
      />
      <span className="sr" aria-live="polite">
        {matching === undefined ? '' : count(matching.total)}
      </span>
    </Modal>
  )
}
