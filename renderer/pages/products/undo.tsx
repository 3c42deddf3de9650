import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { stringsNow } from '../../strings/index.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import classes from './products.module.css'

const undoMs = 10_000

/** Says what was done, with the way back beside it for a while. */
export function sayWithUndo(message: string, undo: () => unknown): void {
  const s = stringsNow()
  const id = notifications.show({
    autoClose: undoMs,
    color: 'ink',
    closeButtonProps: { 'aria-label': s.common.close },
    message: (
      <span className={classes.undo}>
        {message}
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            notifications.hide(id)
            void Promise.resolve()
              .then(undo)
              .then(() => say(s.products.undone), sayFailure)
          }}
        >
          {s.products.undo}
        </Button>
      </span>
    ),
  })
}
