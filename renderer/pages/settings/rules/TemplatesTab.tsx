import { Button, NumberInput, Switch, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Template } from '../../../../shared/contract/listing-shapes.ts'
import type { Market } from '../../../../shared/market.ts'
import { useAct, useCall } from '../../../app/query.ts'
import { useStrings } from '../../../strings/index.ts'
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx'
import { say } from '../../../ui/notify.ts'
import { Section, Skeleton } from '../../../ui/Page.tsx'
import { DeliveryFields } from '../../approvals/DeliveryFields.tsx'
import { said } from '../../approvals/delivery.ts'
import { marketName } from '../../approvals/words.ts'
import { MarketChoice, useMarket } from './MarketChoice.tsx'
import classes from './rules.module.css'

/** What is the same for every listing of a market. */
export function TemplatesTab() {
  const market = useMarket()
  const template = useCall('templates.get', { market })
  return (
    <>
      <MarketChoice />
      {template.isError ? (
        <ErrorPanel error={template.error} onRetry={() => void template.refetch()} />
      ) : template.data === undefined ? (
        <Skeleton width={320} />
      ) : (
        <TemplateForm key={market} market={market} template={template.data} />
      )}
    </>
  )
}

function TemplateForm({ market, template }: { market: Market; template: Template }) {
  const s = useStrings()
  const t = s.templates
  const [draft, setDraft] = useState<Partial<Template>>({})
  const value = { ...template, ...draft }
  const change = (part: Partial<Template>) => setDraft((old) => ({ ...old, ...part }))
  const places = useCall('markets.places', { market }).data
  const reviews = useCall('markets.capabilities', {}).data?.items.find((item) => item.market === market)?.reviews
  const save = useAct('templates.set', { refresh: ['templates.get'] })
  const dirty = Object.keys(draft).length > 0
  const whole = (typed: string | number) => Math.round(Number(typed))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(
          { market, template: draft },
          {
            onSuccess: () => {
              setDraft({})
              say(t.saved)
            },
          },
        )
      }}
    >
      <Section title={t.text(marketName(s, market))}>
        <div className={classes.stack}>
          <TextInput
            label={t.namePattern}
            description={t.namePatternHint}
            value={value.namePattern}
            maxLength={300}
            error={value.namePattern.trim() === '' ? t.needed : undefined}
            onChange={(event) => change({ namePattern: event.currentTarget.value })}
          />
          <Textarea
            label={t.header}
            description={t.headerHint}
            rows={4}
            spellCheck={false}
            value={value.descriptionHeader}
            maxLength={50_000}
            onChange={(event) => change({ descriptionHeader: event.currentTarget.value })}
          />
          <Textarea
            label={t.footer}
            rows={4}
            spellCheck={false}
            value={value.descriptionFooter}
            maxLength={50_000}
            onChange={(event) => change({ descriptionFooter: event.currentTarget.value })}
          />
        </div>
      </Section>
      <Section title={t.delivery}>
        <DeliveryFields
          value={value.delivery}
          outbound={places?.outbound ?? []}
          inbound={places?.inbound ?? []}
          unset={t.byProduct}
          onChange={(part) => change({ delivery: said({ ...value.delivery, ...part }) })}
        />
        <p className={classes.note}>{t.deliveryHint}</p>
      </Section>
      <Section title={t.service}>
        <div className={classes.stack}>
          <TextInput
            label={s.listing.delivery.phone}
            description={t.phoneHint}
            value={value.afterServicePhone}
            maxLength={40}
            onChange={(event) => change({ afterServicePhone: event.currentTarget.value })}
          />
          <Textarea
            label={s.listing.delivery.guide}
            rows={2}
            value={value.afterServiceGuide}
            maxLength={4000}
            onChange={(event) => change({ afterServiceGuide: event.currentTarget.value })}
          />
          {reviews ? (
            <Switch
              label={s.listing.delivery.requestReview}
              description={s.listing.delivery.requestReviewHint}
              checked={value.requestReview}
              onChange={(event) => change({ requestReview: event.currentTarget.checked })}
            />
          ) : null}
        </div>
      </Section>
      <Section title={t.stock}>
        <div className={classes.fields}>
          <NumberInput
            label={t.safetyStock}
            description={t.safetyStockHint}
            value={value.safetyStock}
            min={0}
            max={100_000}
            onChange={(typed) => typed !== '' && change({ safetyStock: whole(typed) })}
          />
          <NumberInput
            label={t.maxStock}
            description={t.maxStockHint}
            value={value.maxStock}
            min={1}
            max={99_999}
            onChange={(typed) => typed !== '' && Number(typed) >= 1 && change({ maxStock: whole(typed) })}
          />
          <div className={classes.stack}>
            <NumberInput
              label={t.uncounted}
              description={t.uncountedHint}
              value={value.uncountedStock ?? ''}
              disabled={value.uncountedStock === null}
              min={1}
              max={99_999}
              onChange={(typed) => typed !== '' && Number(typed) >= 1 && change({ uncountedStock: whole(typed) })}
            />
            <Switch
              label={t.uncountedOff}
              checked={value.uncountedStock === null}
              onChange={(event) => change({ uncountedStock: event.currentTarget.checked ? null : 10 })}
            />
          </div>
        </div>
      </Section>
      <div className={classes.foot}>
        {save.isError ? <ErrorPanel inline error={save.error} /> : null}
        <Button type="submit" loading={save.isPending} disabled={!dirty || value.namePattern.trim() === ''}>
          {s.common.save}
        </Button>
        {dirty ? (
          <Button variant="default" onClick={() => setDraft({})}>
            {s.listing.undo}
          </Button>
        ) : null}
        <span className={dirty ? classes.unsaved : 'quiet'}>{dirty ? s.rules.notSaved : t.appliesLater}</span>
      </div>
    </form>
  )
}
