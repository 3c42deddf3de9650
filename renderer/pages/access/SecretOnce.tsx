import { Button, Modal } from '@mantine/core'
import { useStrings } from '../../strings/index.ts'
import ui from '../../ui/ui.module.css'
import { CopyValue } from '../connections/CopyValue.tsx'
import classes from './access.module.css'

/** A secret that was made here, for the one time it can be seen. A click beside it does not lose it. */
export function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  const s = useStrings()
  const a = s.accessApp
  return (
    <Modal
      opened
      onClose={onClose}
      title={a.onceTitle}
      size={560}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <p className={ui.confirmText}>{a.onceText}</p>
      <div className={classes.once}>
        <CopyValue value={secret} label={a.secretNow} />
      </div>
      <div className={ui.confirmActions}>
        <Button onClick={onClose}>{a.onceDone}</Button>
      </div>
    </Modal>
  )
}
