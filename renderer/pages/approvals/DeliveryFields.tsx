import { NumberInput, Select, Switch } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Output } from '../../../shared/contract.ts'
import { type Courier, courierNames, couriers } from '../../../shared/market.ts'
import { useStrings } from '../../strings/index.ts'
import classes from './approvals.module.css'
import type { DeliveryPart } from './delivery.ts'

type Place = Output<'markets.places'>['outbound'][number]
type Won = 'returnFee' | 'exchangeFee' | 'jejuFee' | 'islandsFee'

interface Props {
  value: DeliveryPart
  outbound: readonly Place[]
  inbound: readonly Place[]
  /** Where nothing is chosen: what then happens. */
  unset?: string
  onChange: (part: DeliveryPart) => void
}

const whole = (value: string | number) => Math.max(0, Math.round(Number(value) || 0))

/** The same fields in a listing and in a template. */
export function DeliveryFields({ value, outbound, inbound, unset, onChange }: Props) {
  const s = useStrings()
  const d = s.listing.delivery
  const fee = value.fee
  const clearable = unset !== undefined
  const amount = (label: string, current: number | undefined, set: (won: number | undefined) => void) => (
    <NumberInput
      label={label}
      value={current ?? ''}
      {...(unset === undefined ? {} : { placeholder: unset })}
      min={0}
      max={10_000_000}
      thousandSeparator=","
      suffix={s.rules.wonSuffix}
      onChange={(next) => {
        if (next !== '') set(whole(next))
        else if (clearable) set(undefined)
      }}
    />
  )
  const wons: [Won, string][] = [
    ['returnFee', d.returnFee],
    ['exchangeFee', d.exchangeFee],
    ['jejuFee', d.jejuFee],
    ['islandsFee', d.islandsFee],
  ]
  return (
    <div className={classes.pairs}>
      <Select
        label={d.fee}
        allowDeselect={clearable}
        clearable={clearable}
        {...(unset === undefined ? {} : { placeholder: unset })}
        data={(['free', 'flat', 'free_over'] as const).map((kind) => ({ value: kind, label: d.feeKinds[kind] }))}
        value={fee?.kind ?? null}
        onChange={(kind) => {
          const own = fee === undefined || fee.kind === 'free' ? 3000 : fee.fee
          if (kind === null) onChange({ fee: undefined })
          if (kind === 'free') onChange({ fee: { kind } })
          if (kind === 'flat') onChange({ fee: { kind, fee: own } })
          if (kind === 'free_over') onChange({ fee: { kind, fee: own, over: 50_000 } })
        }}
      />
      {fee !== undefined && fee.kind !== 'free'
        ? amount(d.feeAmount, fee.fee, (next) => onChange({ fee: { ...fee, fee: next ?? 0 } }))
        : null}
      {fee?.kind === 'free_over'
        ? amount(d.freeOver, fee.over, (next) => onChange({ fee: { ...fee, over: next ?? 0 } }))
        : null}
      {wons.map(([field, label]) => (
        <div key={field}>{amount(label, value[field], (next) => onChange({ [field]: next }))}</div>
      ))}
      <Select
        label={d.courier}
        allowDeselect={false}
        {...(unset === undefined ? {} : { placeholder: unset })}
        data={couriers.map((code) => ({ value: code, label: courierNames[code] }))}
        value={value.courier ?? null}
        onChange={(next) => {
          const courier: Courier | undefined = couriers.find((known) => known === next)
          if (courier !== undefined) onChange({ courier })
        }}
      />
      <NumberInput
        label={d.dispatchDays}
        value={value.dispatchDays ?? ''}
        {...(unset === undefined ? {} : { placeholder: unset })}
        min={1}
        max={30}
        suffix={d.days}
        onChange={(next) => {
          const days = whole(next)
          if (next === '' && clearable) onChange({ dispatchDays: undefined })
          if (days >= 1 && days <= 30) onChange({ dispatchDays: days })
        }}
      />
      <PlaceSelect
        label={d.outbound}
        places={outbound}
        value={value.outboundPlace ?? null}
        onChange={(outboundPlace) => onChange({ outboundPlace })}
      />
      <PlaceSelect
        label={d.inbound}
        places={inbound}
        value={value.returnPlace ?? null}
        onChange={(returnPlace) => onChange({ returnPlace })}
      />
      <Switch
        label={d.remoteAreas}
        checked={value.remoteAreas ?? true}
        onChange={(event) => onChange({ remoteAreas: event.currentTarget.checked })}
      />
    </div>
  )
}

interface PlaceProps {
  label: string
  places: readonly Place[]
  value: string | null
  onChange: (code: string | null) => void
}

function PlaceSelect({ label, places, value, onChange }: PlaceProps): ReactNode {
  const s = useStrings()
  const d = s.listing.delivery
  const known = value === null || places.some((place) => place.code === value)
  return (
    <Select
      label={label}
      placeholder={places.length === 0 ? d.noPlaces : d.placeByItself}
      clearable
      renderOption={({ option }) => (
        <span className={classes.place}>
          {option.label}
          <span className="quiet">{places.find((place) => place.code === option.value)?.address}</span>
        </span>
      )}
      data={[
        ...places.map((place) => ({
          value: place.code,
          label: place.usable ? place.name : `${place.name} (${d.unusable})`,
          disabled: !place.usable,
        })),
        ...(known ? [] : [{ value: value ?? '', label: value ?? '' }]),
      ]}
      value={value}
      onChange={onChange}
    />
  )
}
