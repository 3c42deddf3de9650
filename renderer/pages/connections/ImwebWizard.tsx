import { useEffect, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { ImwebCredentials } from '../../../shared/contract/connections.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useScreen } from '../../stores/screen.ts'
import { useStrings } from '../../strings/index.ts'
import { PageHeader, ScrollPage } from '../../ui/Page.tsx'
import { Credentials } from './Credentials.tsx'
import { Done } from './Done.tsx'
import { Prepare } from './Prepare.tsx'
import { Waiting } from './Waiting.tsx'
import classes from './wizard.module.css'

type Step = 0 | 1 | 2 | 3

/** From nothing to the first rows: prepare, fill in, consent, done. */
export default function ImwebWizard() {
  const s = useStrings()
  const search = useSearch()
  const [, navigate] = useLocation()
  const info = useCall('app.info', {}).data
  const settings = useCall('settings.get', {}).data
  const practice = useCall('practice.credentials', {}, { enabled: info?.mode === 'practice' }).data?.credentials ?? null
  const attempt = useScreen((state) => state.attempt)
  const setAttempt = useScreen((state) => state.setAttempt)
  const cancel = useAct('connections.cancel')
  const skipPrepare = info?.mode === 'practice' || new URLSearchParams(search).has('edit')
  const [prepared, setPrepared] = useState(false)
  // What was typed survives a refusal, and goes with this page.
  const [typed, setTyped] = useState<ImwebCredentials | null>(null)
  const redirectUri = `http://localhost:${settings?.loopbackPort ?? ''}/imweb/callback`

  // An ended attempt of an earlier visit must not decide what this visit shows.
  useEffect(
    () => () => {
      const left = useScreen.getState().attempt
      if (left !== null && left.state !== 'waiting' && left.state !== 'exchanging')
        useScreen.getState().setAttempt(null)
    },
    [],
  )

  const step: Step = attempt?.state === 'connected' ? 3 : attempt !== null ? 2 : prepared || skipPrepare ? 1 : 0
  const leave = () => {
    if (attempt !== null) {
      if (attempt.state === 'waiting') cancel.mutate({ attemptId: attempt.attemptId })
      setAttempt(null)
    } else if (step === 1 && !skipPrepare) setPrepared(false)
    else navigate('/connections')
  }
  if (info === undefined || settings === undefined) return null
  return (
    <>
      <PageHeader title={s.wizard.title} />
      <ScrollPage>
        <div className={classes.wizard}>
          <ol className={classes.steps}>
            {s.wizard.steps.map((name, i) => (
              <li key={name} aria-current={i === step ? 'step' : undefined} data-done={i < step || undefined}>
                <span className={classes.number}>{i + 1}</span>
                {name}
              </li>
            ))}
          </ol>
          <div className={classes.step}>
            {step === 0 ? <Prepare redirectUri={redirectUri} onNext={() => setPrepared(true)} onBack={leave} /> : null}
            {step === 1 ? (
              <Credentials
                key={practice === null ? 'real' : 'practice'}
                initial={typed ?? practice ?? { clientId: '', clientSecret: '', siteCode: '', redirectUri }}
                defaultRedirectUri={practice?.redirectUri ?? redirectUri}
                practice={practice !== null}
                onBack={leave}
                onStarted={(started, values) => {
                  setTyped(values)
                  setAttempt({ ...started, state: 'waiting', error: null })
                }}
              />
            ) : null}
            {step === 2 && attempt !== null ? (
              <Waiting attempt={attempt} onCancel={leave} onEdit={() => setAttempt(null)} />
            ) : null}
            {step === 3 ? <Done /> : null}
          </div>
        </div>
      </ScrollPage>
    </>
  )
}
