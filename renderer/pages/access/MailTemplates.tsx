import { SegmentedControl, Switch, Textarea, TextInput } from '@mantine/core'
import { useDeferredValue, useState } from 'react'
import type { MailSettings } from '../../../shared/contract/access.ts'
import { useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { Skeleton } from '../../ui/Page.tsx'
import classes from './access.module.css'

interface Props {
  settings: MailSettings
  change: (part: Partial<MailSettings>) => void
}
type Which = 'grant' | 'revoke'

/** The words of both mails beside what they become. */
export function MailTemplates({ settings, change }: Props) {
  const s = useStrings()
  const m = s.accessMail
  const [which, setWhich] = useState<Which>('grant')
  const template = settings[which]
  const edit = (part: Partial<MailSettings[Which]>) => change({ [which]: { ...template, ...part } })
  return (
    <>
      <h3 className={classes.sub}>{m.templates}</h3>
      <SegmentedControl
        mb={12}
        aria-label={m.templates}
        value={which}
        data={[
          { value: 'grant', label: m.which.grant },
          { value: 'revoke', label: m.which.revoke },
        ]}
        onChange={(value) => setWhich(value === 'revoke' ? 'revoke' : 'grant')}
      />
      <div className={classes.mail}>
        <div className={classes.stack}>
          <TextInput
            label={m.subject}
            value={template.subject}
            maxLength={200}
            onChange={(event) => edit({ subject: event.currentTarget.value })}
          />
          <Textarea
            label={m.text}
            description={m.fields}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            rows={10}
            value={template.text}
            maxLength={5000}
            onChange={(event) => edit({ text: event.currentTarget.value })}
          />
          <Switch
            label={m.beyond}
            description={m.beyondHint}
            checked={settings.beyondOrder}
            onChange={(event) => change({ beyondOrder: event.currentTarget.checked })}
          />
          {settings.beyondOrder ? (
            <>
              <Textarea
                label={m.consent}
                placeholder={m.consentHint}
                autosize
                minRows={2}
                value={settings.consentText}
                maxLength={500}
                onChange={(event) => change({ consentText: event.currentTarget.value })}
              />
              <Textarea
                label={m.unsubscribe}
                placeholder={m.unsubscribeHint}
                autosize
                minRows={2}
                value={settings.unsubscribeLine}
                maxLength={500}
                onChange={(event) => change({ unsubscribeLine: event.currentTarget.value })}
              />
            </>
          ) : null}
        </div>
        <Preview settings={settings} which={which} />
      </div>
    </>
  )
}

/** As it would arrive, with a made-up buyer. The frame may do nothing: no scripts, no forms, no way out. */
function Preview({ settings, which }: { settings: MailSettings; which: Which }) {
  const s = useStrings()
  const m = s.accessMail
  const [part, setPart] = useState<'html' | 'text'>('html')
  const asked = useDeferredValue(settings)
  const filled = asked[which].subject.trim() !== '' && asked[which].text.trim() !== ''
  const preview = useCall('access.previewMail', { settings: asked, which }, { enabled: filled, gcTime: 1000 })
  const rendered = preview.data
  return (
    <section className={classes.stack} aria-label={m.preview}>
      <div className={classes.previewHead}>
        <h4>{m.preview}</h4>
        <SegmentedControl
          aria-label={m.preview}
          value={part}
          data={[
            { value: 'html', label: m.previewHtml },
            { value: 'text', label: m.previewText },
          ]}
          onChange={(value) => setPart(value === 'text' ? 'text' : 'html')}
        />
      </div>
      {preview.isError ? (
        <ErrorPanel inline error={preview.error} />
      ) : rendered === undefined ? (
        <Skeleton width={240} />
      ) : (
        <>
          <p className={classes.previewSubject}>{rendered.subject}</p>
          {part === 'html' ? (
            <iframe title={m.preview} sandbox="" srcDoc={rendered.html} className={classes.frame} />
          ) : (
            <section className={classes.plainText} aria-label={m.previewText}>
              {rendered.text}
            </section>
          )}
        </>
      )}
    </section>
  )
}
