import { Button, Select, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import type { RuleValues } from '../../../../shared/contract/listing-shapes.ts'
import type { ProductFilter } from '../../../../shared/contract/products.ts'
import type { Output } from '../../../../shared/contract.ts'
import type { Market } from '../../../../shared/market.ts'
import { type Wholesaler, wholesalers } from '../../../../shared/product.ts'
import { call } from '../../../app/api.ts'
import { useWords } from '../../../strings/index.ts'
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx'
import { count, won } from '../../../ui/format.ts'
import { IconRefresh } from '../../../ui/icons.ts'
import { Section, Skeleton } from '../../../ui/Page.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import ui from '../../../ui/ui.module.css'
import { rateText } from '../../approvals/words.ts'
import classes from './rules.module.css'

const MarginHistogram = lazy(() => import('./MarginHistogram.tsx'))
const firstShown = 20
type Scope = 'chosen' | 'listed' | 'all'

/** What the rule on screen would do to a selection of products: losing ones first. */
export function Preview({ market, rule }: { market: Market; rule?: RuleValues }) {
  const { s } = useWords()
  const p = s.rules.preview
  const [scope, setScope] = useState<Scope>('chosen')
  const [wholesaler, setWholesaler] = useState<Wholesaler | null>(null)
  const [search, setSearch] = useState('')
  const [asked, setAsked] = useState<{ filter: ProductFilter; rule: RuleValues | undefined } | null>(null)
  const filter: ProductFilter = {
    ...(scope === 'all' ? {} : { watched: scope }),
    ...(wholesaler === null ? {} : { wholesaler }),
    ...(search.trim() === '' ? {} : { search: search.trim() }),
  }
  const preview = useQuery({
    queryKey: ['rules.preview', market, asked],
    queryFn: () =>
      call('rules.preview', {
        market,
        filter: asked?.filter ?? {},
        ...(asked?.rule === undefined ? {} : { rule: asked.rule }),
      }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  })
  const old = asked !== null && JSON.stringify(asked) !== JSON.stringify({ filter, rule })
  return (
    <Section title={p.title}>
      <form
        className={classes.previewBar}
        onSubmit={(event) => {
          event.preventDefault()
          setAsked({ filter, rule })
        }}
      >
        <Select
          aria-label={p.scope}
          allowDeselect={false}
          w={150}
          data={(['chosen', 'listed', 'all'] as const).map((value) => ({ value, label: p.scopes[value] }))}
          value={scope}
          onChange={(value) => setScope(value === 'listed' || value === 'all' ? value : 'chosen')}
        />
        <Select
          aria-label={s.approvals.filters.wholesaler}
          placeholder={s.approvals.filters.anyWholesaler}
          clearable
          w={140}
          data={wholesalers.map((value) => ({ value, label: s.products.wholesaler[value] }))}
          value={wholesaler}
          onChange={(value) => setWholesaler(wholesalers.find((known) => known === value) ?? null)}
        />
        <TextInput
          aria-label={s.common.search}
          placeholder={p.search}
          w={220}
          value={search}
          maxLength={200}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant={asked === null || old ? 'filled' : 'default'}
          loading={preview.isFetching}
          leftSection={<IconRefresh size={15} aria-hidden />}
        >
          {asked === null ? p.go : p.again}
        </Button>
      </form>
      {preview.isError ? (
        <ErrorPanel inline error={preview.error} onRetry={() => void preview.refetch()} />
      ) : asked === null ? (
        <p className="quiet">{p.text}</p>
      ) : preview.data === undefined ? (
        <Skeleton width={280} />
      ) : (
        <Result result={preview.data} old={old} />
      )}
    </Section>
  )
}

function Result({ result, old }: { result: Output<'rules.preview'>; old: boolean }) {
  const { s, language } = useWords()
  const p = s.rules.preview
  const [all, setAll] = useState(false)
  const losing = all ? result.losing : result.losing.slice(0, firstShown)
  if (result.total === 0) return <p className="quiet">{p.nothing}</p>
  return (
    <div className={classes.result} data-old={old || undefined}>
      <p className={classes.figures}>
        <span>
          {p.priced} <strong className="num">{p.of(result.priced, result.total)}</strong>
        </span>
        <span>
          {p.average}{' '}
          <strong className="num">
            {result.averageMarginRate === null ? '–' : rateText(result.averageMarginRate)}
          </strong>
        </span>
        {old ? <span className={classes.unsaved}>{p.old}</span> : null}
      </p>
      {result.unpriced.length === 0 ? null : (
        <ul className={classes.unpriced}>
          {result.unpriced.map((reason) => (
            <li key={`${reason.code}|${reason.message}`}>
              <StateBadge tone="bad">{p.noPrice(reason.count)}</StateBadge>
              <span>{s.listing.codes[reason.code] ?? reason.message}</span>
              <span className="mono quiet">{reason.code}</span>
            </li>
          ))}
        </ul>
      )}
      {losing.length === 0 ? null : (
        <>
          <h3 className={classes.subhead}>{p.losing}</h3>
          <table className={ui.plain}>
            <thead>
              <tr>
                <th scope="col">{s.products.columns.name}</th>
                <th scope="col" className={ui.end}>
                  {s.listing.price.cost}
                </th>
                <th scope="col">{p.why}</th>
              </tr>
            </thead>
            <tbody>
              {losing.map((item) => (
                <tr key={`${item.wholesaler}:${item.productId}`}>
                  <td>
                    <Link href={`/products?open=${encodeURIComponent(`${item.wholesaler}:${item.productId}`)}`}>
                      {item.name}
                    </Link>
                  </td>
                  <td className={ui.end}>{item.cost === null ? s.products.unknownPrice : won(item.cost, language)}</td>
                  <td>{item.reason.message}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {losing.length < result.losing.length ? (
            <button type="button" className={ui.linkButton} onClick={() => setAll(true)}>
              {p.moreLosing(result.losing.length - losing.length)}
            </button>
          ) : null}
        </>
      )}
      <h3 className={classes.subhead}>{p.histogram}</h3>
      <Suspense fallback={<Skeleton width="100%" height={180} />}>
        <MarginHistogram bins={result.histogram} />
      </Suspense>
      <Sample sample={result.sample} />
      <p className="sr">{p.described(count(result.priced), rateText(result.averageMarginRate ?? 0))}</p>
    </div>
  )
}

function Sample({ sample }: { sample: Output<'rules.preview'>['sample'] }) {
  const { s, language } = useWords()
  const p = s.rules.preview
  if (sample.length === 0) return null
  return (
    <>
      <h3 className={classes.subhead}>{p.sample}</h3>
      <table className={ui.plain}>
        <thead>
          <tr>
            <th scope="col">{s.products.columns.name}</th>
            {[s.listing.price.cost, s.listing.price.fee, s.listing.price.shipping, s.listing.price.price].map(
              (name) => (
                <th key={name} scope="col" className={ui.end}>
                  {name}
                </th>
              ),
            )}
            <th scope="col" className={ui.end}>
              {s.listing.price.margin}
            </th>
            <th scope="col" className={ui.end}>
              {s.listing.price.marginRate}
            </th>
          </tr>
        </thead>
        <tbody>
          {sample.slice(0, 10).map(({ wholesaler, productId, name, made }) => (
            <tr key={`${wholesaler}:${productId}`}>
              <td>{name}</td>
              {[made.cost, made.fee, made.shipping].map((amount, i) => (
                <td key={['cost', 'fee', 'shipping'][i]} className={ui.end}>
                  {won(amount, language)}
                </td>
              ))}
              <td className={ui.end}>
                <strong>{won(made.price, language)}</strong>
              </td>
              <td className={ui.end}>{won(made.margin, language)}</td>
              <td className={ui.end}>{rateText(made.marginRate)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
