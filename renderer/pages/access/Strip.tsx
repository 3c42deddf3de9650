import { Button } from '@mantine/core'
import { useLocation } from 'wouter'
import type { AccessEndpoint } from '../../../shared/contract/access.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useWords } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { when } from '../../ui/format.ts'
import { sayFailure } from '../../ui/notify.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { useNow } from '../../ui/useNow.ts'
import { When } from '../../ui/When.tsx'
import classes from './access.module.css'
import { PauseButton } from './PauseButton.tsx'
import { afterAct } from './refresh.ts'
import { endpointSaid } from './words.ts'

/** How the app stands, in one line above the lists; what only the operator can mend below it. */
export function Strip({ acts }: { acts?: React.ReactNode }) {
  const endpoint = useCall('access.endpoint', {}).data
  if (endpoint === undefined) return <div className={classes.strip} />
  return (
    <>
      <Line endpoint={endpoint} acts={acts} />
      <Trouble endpoint={endpoint} />
    </>
  )
}

function Line({ endpoint, acts }: { endpoint: AccessEndpoint; acts?: React.ReactNode }) {
  const { s, language } = useWords()
  const t = s.access.strip
  const now = useNow(5000)
  const { tone, word } = endpointSaid(s, endpoint, now)
  const held = endpoint.state === 'active' && endpoint.heldUntil !== null && endpoint.heldUntil > now
  if (endpoint.state === 'none') return null
  return (
    <div className={classes.strip}>
      <StateBadge tone={tone}>{word}</StateBadge>
      {endpoint.pending === 0 && endpoint.retriable === 0 ? <span className="quiet">{t.quiet}</span> : null}
      {endpoint.pending > 0 ? <span className="num">{t.pending(endpoint.pending)}</span> : null}
      {endpoint.retriable > 0 ? (
        <span className={`num ${classes.refused ?? ''}`}>{t.refused(endpoint.retriable)}</span>
      ) : null}
      {held && endpoint.heldUntil !== null ? <span>{t.heldUntil(when(endpoint.heldUntil, now, language))}</span> : null}
      {endpoint.recomputing > 0 ? <span>{t.recomputing(endpoint.recomputing)}</span> : null}
      {endpoint.state === 'paused' ? <span>{t.pausedText}</span> : null}
      {endpoint.lastAcceptedAt === null ? null : (
        <span className="quiet">
          {t.last} <When at={endpoint.lastAcceptedAt} />
        </span>
      )}
      <span className={classes.stripEnd}>{acts}</span>
    </div>
  )
}

/** The reason the app stands still, or what it complained of last, with the way on. */
export function Trouble({ endpoint }: { endpoint: AccessEndpoint }) {
  const { s } = useWords()
  const [, navigate] = useLocation()
  const resume = useAct('access.resume', { refresh: afterAct })
  if (endpoint.state === 'none' || endpoint.problem === null) return null
  const stopped = endpoint.state === 'stopped'
  return (
    <div className={classes.trouble}>
      <ErrorPanel
        inline
        error={endpoint.problem}
        action={
          <>
            {stopped ? (
              <Button loading={resume.isPending} onClick={() => resume.mutate({}, { onError: sayFailure })}>
                {s.access.resume}
              </Button>
            ) : endpoint.state === 'paused' ? (
              <PauseButton endpoint={endpoint} />
            ) : null}
            {stopped || endpoint.problem.code === 'ACCESS_SIGNATURE' ? (
              <Button variant="default" onClick={() => navigate('/access?tab=app')}>
                {s.accessApp.change}
              </Button>
            ) : null}
          </>
        }
      />
    </div>
  )
}
