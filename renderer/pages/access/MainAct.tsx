import { Button } from '@mantine/core'
import { useLocation } from 'wouter'
import type { AccessEndpoint } from '../../../shared/contract/access.ts'
import { CallError } from '../../app/api.ts'
import { useAct } from '../../app/query.ts'
import { useAccessLists } from '../../stores/accessLists.ts'
import { useStrings } from '../../strings/index.ts'
import { IconSend } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { afterAct } from './refresh.ts'
import type { AccessTab } from './view.ts'

/** The page's main button: connects the app, sends again what it refused, or sends what waits. */
export function MainAct({ tab, endpoint }: { tab: AccessTab; endpoint: AccessEndpoint | undefined }) {
  const s = useStrings()
  const [, navigate] = useLocation()
  const showSent = useAccessLists((state) => state.showSent)
  const retry = useAct('access.retry', { refresh: afterAct })
  const sync = useAct('access.sync', { refresh: afterAct })
  if (endpoint === undefined) return null
  if (endpoint.state === 'none') {
    return tab === 'app' ? null : <Button onClick={() => navigate('/access?tab=app')}>{s.access.connectApp}</Button>
  }
  const icon = <IconSend size={16} aria-hidden />
  if (endpoint.retriable > 0) {
    const again = () =>
      retry.mutate(
        { all: true },
        {
          onSuccess: ({ retried }) => {
            say(s.access.retried(retried))
            showSent()
          },
          onError: sayFailure,
        },
      )
    return (
      <Button leftSection={icon} loading={retry.isPending} onClick={again}>
        {s.access.resendAll(endpoint.retriable)}
      </Button>
    )
  }
  // An app that stands still says so above the list, with the button that starts it.
  if (endpoint.state !== 'active') return null
  const send = () =>
    sync.mutate(
      {},
      {
        onSuccess: ({ sent, accepted, pending, problem }) => {
          if (problem !== null) sayFailure(new CallError(problem))
          else say(sent === 0 ? s.access.nothingToSend : s.access.sent(sent, accepted, pending))
        },
        onError: sayFailure,
      },
    )
  return (
    <Button
      variant={endpoint.pending > 0 ? 'filled' : 'default'}
      leftSection={icon}
      loading={sync.isPending}
      onClick={send}
    >
      {s.access.sendNow}
    </Button>
  )
}
