import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useStrings } from '../strings/index.ts'
import { ErrorPanel } from './ErrorPanel.tsx'
import classes from './ui.module.css'

interface Props {
  opened: boolean
  title: string
  text: string
  go: string
  danger?: boolean
  busy?: boolean
  error?: unknown
  children?: ReactNode
  onGo: () => void
  onClose: () => void
}

/** A question before something that cannot simply be taken back. The title names what happens, and to how many. */
export function Confirm({
  opened,
  title,
  text,
  go,
  danger = false,
  busy = false,
  error,
  children,
  onGo,
  onClose,
}: Props) {
  const s = useStrings()
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={440} withCloseButton={false}>
      <p className={classes.confirmText}>{text}</p>
      {children}
      {error === undefined || error === null ? null : <ErrorPanel inline error={error} />}
      <div className={classes.confirmActions}>
        <Button variant="default" onClick={onClose} data-autofocus={danger || undefined}>
          {s.common.cancel}
        </Button>
        <Button
          {...(danger ? { color: 'red' } : {})}
          onClick={onGo}
          loading={busy}
          data-autofocus={!danger || undefined}
        >
          {go}
        </Button>
      </div>
    </Modal>
  )
}
