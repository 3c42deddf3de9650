import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { IconExternalLink } from '../../ui/icons.ts'
import { sayFailure } from '../../ui/notify.ts'
import { CopyValue } from './CopyValue.tsx'
import classes from './wizard.module.css'

interface Props {
  redirectUri: string
  onNext: () => void
  onBack: () => void
}

/** What to do in Imweb's developer console, in the order of its screens. */
export function Prepare({ redirectUri, onNext, onBack }: Props) {
  const s = useStrings()
  const help = useAct('shell.openHelp')
  const w = s.wizard
  const tasks: { title: string; text: string; extra?: ReactNode }[] = [
    { title: w.createTitle, text: w.createText },
    { title: w.redirectTitle, text: w.redirectText, extra: <CopyValue value={redirectUri} label={w.redirectUri} /> },
    {
      title: w.scopeTitle,
      text: w.scopeText,
      extra: (
        <ul className={classes.scopes}>
          {['site-info:write', 'order:read'].map((scope) => (
            <li key={scope}>
              {s.connections.scopeNames[scope]} <span className="mono">{scope}</span>
            </li>
          ))}
        </ul>
      ),
    },
    { title: w.linkTitle, text: w.linkText },
    { title: w.siteTitle, text: w.siteText },
  ]
  return (
    <>
      <div className={classes.lead}>
        <p>{w.prepareLead}</p>
        <Button
          variant="default"
          rightSection={<IconExternalLink size={15} aria-hidden />}
          onClick={() => help.mutate({ topic: 'imweb-console' }, { onError: sayFailure })}
        >
          {w.openConsole}
        </Button>
      </div>
      <ol className={classes.tasks}>
        {tasks.map((task) => (
          <li key={task.title}>
            <h2>{task.title}</h2>
            <p>{task.text}</p>
            {task.extra}
          </li>
        ))}
      </ol>
      <div className={classes.actions}>
        <Button variant="default" onClick={onBack}>
          {s.common.cancel}
        </Button>
        <Button onClick={onNext}>{w.prepared}</Button>
      </div>
    </>
  )
}
