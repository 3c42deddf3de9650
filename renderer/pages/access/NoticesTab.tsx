import { useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { Section, Skeleton } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { MailForm } from './MailForm.tsx'
import { Messages } from './Messages.tsx'
import { TalkForm } from './TalkForm.tsx'
import { TestMail } from './TestMail.tsx'

/** What buyers themselves are told: by mail, by 알림톡, and what became of it. */
export function NoticesTab() {
  const s = useStrings()
  const mail = useCall('access.mail', {})
  const talk = useCall('access.alimtalk', {})
  const onOff = (on: boolean) => (
    <StateBadge tone={on ? 'ok' : 'idle'}>{on ? s.accessMail.isOn : s.accessMail.isOff}</StateBadge>
  )
  const isOn = ({ onGrant, onRevoke }: { onGrant: boolean; onRevoke: boolean }) => onGrant || onRevoke
  return (
    <>
      <Section title={s.accessMail.title} aside={mail.data === undefined ? undefined : onOff(isOn(mail.data.settings))}>
        {mail.isError ? (
          <ErrorPanel error={mail.error} onRetry={() => void mail.refetch()} />
        ) : mail.data === undefined ? (
          <Skeleton width={320} />
        ) : (
          <>
            <MailForm stored={mail.data} />
            <TestMail ready={mail.data.hasPassword} />
          </>
        )}
      </Section>
      <Section title={s.accessTalk.title} aside={talk.data === undefined ? undefined : onOff(isOn(talk.data.settings))}>
        {talk.isError ? (
          <ErrorPanel error={talk.error} onRetry={() => void talk.refetch()} />
        ) : talk.data === undefined ? (
          <Skeleton width={320} />
        ) : (
          <TalkForm stored={talk.data} />
        )}
      </Section>
      <Messages />
    </>
  )
}
