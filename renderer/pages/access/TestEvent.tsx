import { Button, Modal } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { Skeleton } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import ui from '../../ui/ui.module.css'
import classes from './access.module.css'

/** Sends one event about nobody and shows the app's answer as it came. */
export function TestEvent({ onClose }: { onClose: () => void }) {
  const s = useStrings()
  const test = useAct('access.sendTest')
  const { mutate } = test
  const sent = useRef(false)
  useEffect(() => {
    if (sent.current) return
    sent.current = true
    mutate({})
  }, [mutate])
  const result = test.data
  return (
    <Modal opened onClose={onClose} title={s.access.testTitle} size={480} withCloseButton={false}>
      <p className={ui.confirmText}>{s.access.testText}</p>
      {test.isError ? <ErrorPanel inline error={test.error} /> : null}
      {test.isPending ? (
        <p className={classes.field} aria-busy>
          <Skeleton width={220} />
        </p>
      ) : null}
      {result === undefined ? null : (
        <>
          {result.error === null && result.status !== null ? (
            <p className={classes.field}>
              <StateBadge tone="ok">{s.access.testOk(result.status, result.ms)}</StateBadge>
            </p>
          ) : (
            <ErrorPanel inline error={result.error} />
          )}
          <h3 className={classes.sub}>{s.access.answerHead}</h3>
          {result.answer === '' ? (
            <p className="quiet">{s.access.noAnswer}</p>
          ) : (
            <p className={classes.tryAnswer} data-copyable>
              {result.answer}
            </p>
          )}
        </>
      )}
      <div className={ui.confirmActions}>
        <Button variant="default" onClick={onClose}>
          {s.common.close}
        </Button>
        <Button loading={test.isPending} onClick={() => mutate({})}>
          {s.common.retry}
        </Button>
      </div>
    </Modal>
  )
}
