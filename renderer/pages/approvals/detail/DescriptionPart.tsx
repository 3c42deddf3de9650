import { Button, Textarea } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useStrings } from '../../../strings/index.ts'
import products from '../../products/detail.module.css'
import { frameDocument } from '../../products/sanitise.ts'
import classes from './detail.module.css'
import { Part } from './Part.tsx'
import { useWorking } from './useDetail.ts'

/** The description as buyers will see it, in a frame that may do nothing; its source on demand. */
export function DescriptionPart() {
  const s = useStrings()
  const d = s.listing.description
  const { detail, pending, change } = useWorking()
  const html = pending.descriptionHtml ?? detail.content.descriptionHtml
  const [shown, setShown] = useState(false)
  const [source, setSource] = useState(false)
  const content = useMemo(() => (shown ? frameDocument(html) : ''), [shown, html])
  return (
    <Part field="description" title={d.title} edit="descriptionHtml">
      <div className={classes.row}>
        <Button variant="default" aria-expanded={shown} onClick={() => setShown((open) => !open)}>
          {shown ? d.hide : d.show}
        </Button>
        <Button variant="default" aria-expanded={source} onClick={() => setSource((open) => !open)}>
          {source ? d.hideSource : d.edit}
        </Button>
        <span className="quiet">{d.letters(html.length)}</span>
      </div>
      {source ? (
        <Textarea
          aria-label={d.source}
          mt={8}
          rows={12}
          value={html}
          spellCheck={false}
          classNames={{ input: 'mono' }}
          onChange={(event) => change({ descriptionHtml: event.currentTarget.value })}
        />
      ) : null}
      {shown ? (
        <>
          <iframe title={d.title} sandbox="" srcDoc={content} className={products.frame} />
          <p className={products.note}>{d.note}</p>
        </>
      ) : null}
    </Part>
  )
}
