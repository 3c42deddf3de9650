import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAct, useCall } from '../../app/query.ts'
import { type Attempt, useScreen } from '../../stores/screen.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { clockSpan } from '../../ui/format.ts'
import { IconCopy, IconExternalLink } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { useNow } from '../../ui/useNow.ts'
import classes from './wizard.module.css'

interface Props {
  attempt: Attempt
  onCancel: () => void
  onEdit: () => void
}

/** The consent happens in the browser; this step waits, helps, and says what came back. */
export function Waiting({ attempt, onCancel, onEdit }: Props) {
  const s = useStrings()
  const w = s.wizard
  const now = useNow(1000)
  const setAttempt = useScreen((state) => state.setAttempt)
  const heard = useScreen((state) => state.attemptHeard)
  const reopen = useAct('shell.openAuthorize')
  const copy = useAct('shell.copyText')
  const open = attempt.state === 'waiting' || attempt.state === 'exchanging'
  // The event may have been missed while the window was hidden: asking again costs nothing.
  const asked = useCall(
    'connections.attempt',
    { attemptId: attempt.attemptId },
    { enabled: open, refetchInterval: open ? 2000 : false, staleTime: 0 },
  )
  if (asked.data !== undefined && asked.data.state !== attempt.state && open) {
    const { state, error } = asked.data
    queueMicrotask(() => heard(attempt.attemptId, state, error))
  }
  const left = attempt.expiresAt - now

  if (attempt.state === 'failed' || attempt.state === 'cancelled') {
    return (
      <>
        <h2 className={classes.title}>{w.failedTitle}</h2>
        {attempt.error === null ? <p>{w.cancelled}</p> : <ErrorPanel inline error={attempt.error} />}
        <div className={classes.actions}>
          <Button variant="default" onClick={onCancel}>
            {w.restart}
          </Button>
          <Button onClick={onEdit}>{w.editFields}</Button>
        </div>
      </>
    )
  }
  return (
    <>
      <h2 className={classes.title}>{attempt.state === 'exchanging' ? w.exchanging : w.waitingTitle}</h2>
      <p>{attempt.mode === 'paste' ? w.waitingPasteText : w.waitingText}</p>
      <div className={classes.waiting} role="status">
        <StateBadge tone="busy" spin>
          {s.states.busy}
        </StateBadge>
        <span className="quiet num">{left > 0 ? w.left(clockSpan(left)) : w.timeUp}</span>
      </div>
      <div className={classes.row}>
        <Button
          variant="default"
          leftSection={<IconExternalLink size={15} aria-hidden />}
          onClick={() => reopen.mutate({ attemptId: attempt.attemptId }, { onError: sayFailure })}
        >
          {w.browserAgain}
        </Button>
        <Button
          variant="default"
          leftSection={<IconCopy size={15} aria-hidden />}
          onClick={() =>
            copy.mutate({ text: attempt.authorizeUrl }, { onSuccess: () => say(s.common.copied), onError: sayFailure })
          }
        >
          {w.copyLink}
        </Button>
      </div>
      {attempt.mode === 'paste' ? (
        <Paste attempt={attempt} onConnected={() => setAttempt({ ...attempt, state: 'connected', error: null })} />
      ) : (
        <details className={classes.more}>
          <summary>{w.pasteToggle}</summary>
          <Paste attempt={attempt} onConnected={() => setAttempt({ ...attempt, state: 'connected', error: null })} />
        </details>
      )}
      <div className={classes.actions}>
        <Button variant="default" onClick={onCancel}>
          {s.common.cancel}
        </Button>
      </div>
    </>
  )
}

function Paste({ attempt, onConnected }: { attempt: Attempt; onConnected: () => void }) {
  const s = useStrings()
  const w = s.wizard
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const paste = useAct('connections.paste', { refresh: ['connections.list'] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const redirectedTo = text.trim()
    if (redirectedTo !== '') paste.mutate({ attemptId: attempt.attemptId, redirectedTo }, { onSuccess: onConnected })
  }
  return (
    <form className={classes.paste} onSubmit={submit} noValidate>
      <TextInput
        label={w.pasteLabel}
        description={w.pasteHint}
        value={text}
        spellCheck={false}
        autoComplete="off"
        error={tried && text.trim() === '' ? w.pasteEmpty : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {paste.isError ? <ErrorPanel inline error={paste.error} /> : null}
      <div>
        <Button type="submit" variant={attempt.mode === 'paste' ? 'filled' : 'default'} loading={paste.isPending}>
          {w.pasteGo}
        </Button>
      </div>
    </form>
  )
}
