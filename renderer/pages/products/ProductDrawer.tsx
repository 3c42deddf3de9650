import { Button } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { Link } from 'wouter'
import type { ProductDetail, ProductKey } from '../../../shared/contract/products.ts'
import { queryClient, useAct, useCall } from '../../app/query.ts'
import { useProductArrivals } from '../../stores/productArrivals.ts'
import { useStrings, useWords } from '../../strings/index.ts'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { count, won } from '../../ui/format.ts'
import { IconStar, IconStarFilled } from '../../ui/icons.ts'
import { sayFailure } from '../../ui/notify.ts'
import { Skeleton } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import ui from '../../ui/ui.module.css'
import { When } from '../../ui/When.tsx'
import { DrawerSkeleton } from '../orders/BuyerDrawer.tsx'
import classes from './detail.module.css'
import { Edits } from './Edits.tsx'
import { History } from './History.tsx'
import { ListedOn } from './ListedOn.tsx'
import { Options } from './Options.tsx'
import { Pictures } from './Pictures.tsx'
import { Raw } from './Raw.tsx'
import { ShippingFacts } from './ShippingFacts.tsx'
import { priceText, statusTones, stockText } from './words.ts'

const Description = lazy(() => import('./Description.tsx'))

interface Props {
  product: ProductKey
  onClose: () => void
}

/** Everything that is known of one product, beside the list it came from. */
export default function ProductDrawer({ product: id, onClose }: Props) {
  const s = useStrings()
  const product = useCall('products.get', id)
  const shown = product.data
  if (shown === undefined) {
    return (
      <Drawer
        label={s.product.label}
        title={product.isError ? s.product.label : <Skeleton width={200} height={18} />}
        onClose={onClose}
      >
        {product.isError ? (
          <ErrorPanel inline error={product.error} onRetry={() => void product.refetch()} />
        ) : (
          <DrawerSkeleton />
        )}
      </Drawer>
    )
  }
  return (
    <Drawer
      label={s.product.label}
      title={<span data-copyable>{shown.name}</span>}
      aside={<Choice product={shown} id={id} />}
      onClose={onClose}
    >
      <Body key={`${id.wholesaler}:${id.productId}`} product={shown} id={id} />
    </Drawer>
  )
}

function Choice({ product, id }: { product: ProductDetail; id: ProductKey }) {
  const s = useStrings()
  const choose = useAct('products.choose', { refresh: ['products.get', 'products.facets'] })
  const { chosen } = product
  return (
    <Button
      variant={chosen ? 'light' : 'default'}
      size="compact-sm"
      aria-pressed={chosen}
      loading={choose.isPending}
      leftSection={chosen ? <IconStarFilled size={14} aria-hidden /> : <IconStar size={14} aria-hidden />}
      onClick={() => {
        useProductArrivals.getState().own()
        choose.mutate(
          { products: [id], chosen: !chosen },
          {
            onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['rows', 'products.list'] }),
            onError: sayFailure,
          },
        )
      }}
    >
      {s.products.columns.chosen}
    </Button>
  )
}

function Body({ product, id }: { product: ProductDetail; id: ProductKey }) {
  const { s, language } = useWords()
  const d = s.product
  return (
    <>
      <Pictures images={product.images} name={product.name} />
      <div className={classes.figures}>
        <p className={classes.price} data-unknown={product.price === null || undefined}>
          {priceText(s, product.price, language)}
        </p>
        <StateBadge tone={statusTones[product.status]}>{s.products.status[product.status]}</StateBadge>
        <span className={product.stock === null ? 'quiet' : 'num'}>
          {product.stock === null ? stockText(s, null) : `${d.stockTotal} ${count(product.stock)}`}
        </span>
      </div>
      {product.banned === null ? null : (
        <p className={classes.banned} role="note">
          <StateBadge tone="bad">{d.banned}</StateBadge> {product.banned}{' '}
          <Link href="/settings?tab=bans">{s.settingsTabs.bans}</Link>
        </p>
      )}
      {product.bars.length === 0 ? null : (
        <ul className={classes.bars}>
          {product.bars.map((bar) => (
            <li key={bar}>
              <StateBadge tone="bad">{s.products.bars[bar]}</StateBadge>
              <span>{s.products.barNotes[bar]}</span>
            </li>
          ))}
        </ul>
      )}
      <dl className={ui.facts}>
        <dt>{s.products.columns.wholesaler}</dt>
        <dd>{s.products.wholesaler[product.wholesaler]}</dd>
        <dt>{s.products.columns.code}</dt>
        <dd className="num" data-copyable>
          {product.productId}
        </dd>
        <dt>{s.products.columns.category}</dt>
        <dd>{product.category || '–'}</dd>
        {product.fixedPrice === null ? null : (
          <>
            <dt>{d.fixedPrice}</dt>
            <dd>
              <span className="num">{won(product.fixedPrice, language)}</span>
              <span className={classes.sub}>{d.fixedPriceNote}</span>
            </dd>
          </>
        )}
        {product.minimumQuantity > 1 ? (
          <>
            <dt>{d.minimum}</dt>
            <dd className="num">{d.pieces(product.minimumQuantity)}</dd>
          </>
        ) : null}
        <dt>{d.tax}</dt>
        <dd>{product.taxFree ? s.products.taxFree : s.products.taxed}</dd>
        {product.statedChangedAt === null ? null : (
          <>
            <dt>{d.statedChangedAt}</dt>
            <dd>
              <When at={product.statedChangedAt} />
            </dd>
          </>
        )}
        <dt>{d.fetchedAt}</dt>
        <dd>
          <When at={product.fetchedAt} />
        </dd>
        <dt>{d.firstSeenAt}</dt>
        <dd>
          <When at={product.firstSeenAt} />
        </dd>
      </dl>
      <ListedOn id={id} />
      <Options product={product} />
      <History product={product} id={id} />
      <ShippingFacts product={product} />
      <Edits product={product} id={id} />
      <Pairs title={d.notices} pairs={product.notices.map(({ name, value }) => [name, value])} />
      <Pairs title={d.marketCategories} pairs={Object.entries(product.marketCategories)} />
      {product.certificates.length === 0 ? null : (
        <section className={classes.part} aria-label={d.certificates}>
          <div className={classes.partHead}>
            <h3>{d.certificates}</h3>
          </div>
          <ul>
            {product.certificates.map((certificate) => (
              <li key={certificate} data-copyable>
                {certificate}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={classes.part} aria-label={d.description}>
        <div className={classes.partHead}>
          <h3>{d.description}</h3>
        </div>
        {product.descriptionHtml === null || product.descriptionHtml.trim() === '' ? (
          <p className="quiet">{d.noDescription}</p>
        ) : (
          <Suspense>
            <Description html={product.descriptionHtml} />
          </Suspense>
        )}
      </section>
      <Raw id={id} />
    </>
  )
}

function Pairs({ title, pairs }: { title: string; pairs: readonly (readonly [string, string])[] }) {
  if (pairs.length === 0) return null
  return (
    <section className={classes.part} aria-label={title}>
      <div className={classes.partHead}>
        <h3>{title}</h3>
      </div>
      <dl className={ui.facts}>
        {pairs.map(([name, value]) => (
          <div key={name} className={classes.fact}>
            <dt>{name}</dt>
            <dd data-copyable>{value || '–'}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
