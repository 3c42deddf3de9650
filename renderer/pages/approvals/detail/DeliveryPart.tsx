import { Button, Switch, Textarea, TextInput } from '@mantine/core'
import { queryClient, useAct } from '../../../app/query.ts'
import { useStrings } from '../../../strings/index.ts'
import { IconRefresh } from '../../../ui/icons.ts'
import { sayFailure } from '../../../ui/notify.ts'
import { DeliveryFields } from '../DeliveryFields.tsx'
import { said } from '../delivery.ts'
import classes from './detail.module.css'
import { Part } from './Part.tsx'
import { useWorking } from './useDetail.ts'

/** What buyers pay for delivery, from where it leaves and where it comes back to, and whom they ask afterwards. */
export function DeliveryPart() {
  const s = useStrings()
  const d = s.listing.delivery
  const { detail, pending, change, capabilities } = useWorking()
  const value = { ...detail.content.delivery, ...pending.delivery }
  const service = { ...detail.content.afterService, ...pending.afterService }
  const asked = useAct('markets.places')
  const review = pending.requestReview ?? detail.content.requestReview
  return (
    <>
      <Part
        field="delivery"
        title={d.title}
        edit="delivery"
        aside={
          <Button
            variant="subtle"
            size="compact-xs"
            loading={asked.isPending}
            leftSection={<IconRefresh size={13} aria-hidden />}
            onClick={() =>
              asked.mutate(
                { market: detail.market, refresh: true },
                {
                  onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['listings.get'] }),
                  onError: sayFailure,
                },
              )
            }
          >
            {d.readPlaces}
          </Button>
        }
      >
        <DeliveryFields
          value={value}
          outbound={detail.outbound}
          inbound={detail.inbound}
          onChange={(part) => change({ delivery: { ...pending.delivery, ...said(part) } })}
        />
      </Part>
      <Part field="afterService" title={d.afterService} edit="afterService">
        <div className={classes.form}>
          <TextInput
            label={d.phone}
            value={service.phone}
            maxLength={40}
            inputMode="tel"
            onChange={(event) =>
              change({
                afterService: {
                  ...pending.afterService,
                  phone: event.currentTarget.value,
                },
              })
            }
          />
          <Textarea
            label={d.guide}
            rows={2}
            value={service.guide}
            maxLength={4000}
            onChange={(event) =>
              change({
                afterService: {
                  ...pending.afterService,
                  guide: event.currentTarget.value,
                },
              })
            }
          />
        </div>
      </Part>
      {capabilities?.reviews ? (
        <Part field="requestReview" title={d.review} edit="requestReview">
          <Switch
            label={d.requestReview}
            description={d.requestReviewHint}
            checked={review ?? true}
            onChange={(event) => change({ requestReview: event.currentTarget.checked })}
          />
        </Part>
      ) : null}
    </>
  )
}
