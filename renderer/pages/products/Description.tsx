import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useStrings } from '../../strings/index.ts'
import classes from './detail.module.css'
import { frameDocument } from './sanitise.ts'

/** The wholesaler's description in a frame that may do nothing: no scripts, no forms, no origin, no way out. */
export default function Description({ html }: { html: string }) {
  const s = useStrings()
  const [shown, setShown] = useState(false)
  const content = useMemo(() => (shown ? frameDocument(html) : ''), [shown, html])
  return (
    <>
      <Button variant="default" aria-expanded={shown} onClick={() => setShown((open) => !open)}>
        {shown ? s.product.hideDescription : s.product.showDescription}
      </Button>
      {shown ? (
        <>
          <iframe title={s.product.description} sandbox="" srcDoc={content} className={classes.frame} />
          <p className={classes.note}>{s.product.descriptionNote}</p>
        </>
      ) : null}
    </>
  )
}
