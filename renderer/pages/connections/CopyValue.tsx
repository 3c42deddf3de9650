import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { IconCheck, IconCopy } from '../../ui/icons.ts'
import { sayFailure } from '../../ui/notify.ts'
import classes from './wizard.module.css'

/** A value to be carried elsewhere letter by letter. */
export function CopyValue({ value, label }: { value: string; label: string }) {
  const s = useStrings()
  const [copied, setCopied] = useState(false)
  const copy = useAct('shell.copyText')
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <div className={classes.copy}>
      <code data-copyable title={label}>
        {value}
      </code>
      <Button
        variant="default"
        leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
        onClick={() => copy.mutate({ text: value }, { onSuccess: () => setCopied(true), onError: sayFailure })}
      >
        {copied ? s.common.copied.replace(/\.$/, '') : s.common.copy}
      </Button>
    </div>
  )
}
