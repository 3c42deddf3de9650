import { Switch } from '@mantine/core'
import { useCallback } from 'react'
import type { StepSettings } from '../../../../shared/contract/listing-shapes.ts'
import { queryClient, useAct, useCall } from '../../../app/query.ts'
import { useStrings } from '../../../strings/index.ts'
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx'
import { sayFailure } from '../../../ui/notify.ts'
import { Skeleton } from '../../../ui/Page.tsx'
import { marketName } from '../../approvals/words.ts'
import { Group, Line } from '../Line.tsx'
import { NumberSetting } from '../NumberSetting.tsx'
import { MarketChoice, useMarket } from './MarketChoice.tsx'
import { fractionOf, percentOf } from './percent.ts'

/** What keeps listings in step by itself, and how far it may go. */
export function StepTab() {
  const s = useStrings()
  const t = s.step
  const market = useMarket()
  const settings = useCall('step.settings', { market })
  const set = useAct('step.setSettings', { refresh: ['step.summary'] })
  const { mutate } = set
  const change = useCallback(
    (part: Partial<StepSettings>) =>
      mutate(
        { market, settings: part },
        {
          onSuccess: (saved) => queryClient.setQueryData(['step.settings', { market }], saved),
          onError: sayFailure,
        },
      ),
    [mutate, market],
  )
  const value = settings.data
  return (
    <>
      <MarketChoice />
      {settings.isError ? (
        <ErrorPanel error={settings.error} onRetry={() => void settings.refetch()} />
      ) : value === undefined ? (
        <Skeleton width={320} />
      ) : (
        <Group title={marketName(s, market)}>
          <Line name={t.soldOut} hint={t.soldOutHint}>
            <span className="quiet">{t.always}</span>
          </Line>
          <Line name={t.paused} hint={t.pausedHint}>
            <Switch
              aria-label={t.paused}
              checked={value.paused}
              onChange={(event) => change({ paused: event.currentTarget.checked })}
            />
          </Line>
          <Line name={t.autoPrice} hint={t.autoPriceHint}>
            <Switch
              aria-label={t.autoPrice}
              checked={value.autoPrice}
              onChange={(event) => change({ autoPrice: event.currentTarget.checked })}
            />
          </Line>
          <Line name={t.perDay} hint={t.perDayHint}>
            <NumberSetting
              label={t.perDay}
              value={percentOf(value.priceChangePerDay)}
              min={0}
              max={100}
              suffix=" %"
              onChange={(percent) => change({ priceChangePerDay: fractionOf(percent) ?? value.priceChangePerDay })}
            />
          </Line>
          <Line name={t.autoRestock} hint={t.autoRestockHint}>
            <Switch
              aria-label={t.autoRestock}
              checked={value.autoRestock}
              onChange={(event) => change({ autoRestock: event.currentTarget.checked })}
            />
          </Line>
          <Line name={t.readBack} hint={t.readBackHint}>
            <NumberSetting
              label={t.readBack}
              value={value.readBackMinutes}
              min={10}
              max={10_080}
              suffix={s.common.minutes(0).replace('0', '')}
              onChange={(readBackMinutes) => change({ readBackMinutes })}
            />
          </Line>
        </Group>
      )}
    </>
  )
}
