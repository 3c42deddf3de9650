import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { BuyersPage } from '../pages/orders/BuyersPage.tsx'
import { OrdersPage } from '../pages/orders/OrdersPage.tsx'
import { TodayPage } from '../pages/today/TodayPage.tsx'
import classes from './shell.module.css'

// The pages of the whole day come with the window; those opened now and then come when opened.
const AccessPage = lazy(() => import('../pages/access/AccessPage.tsx'))
const ActivityPage = lazy(() => import('../pages/activity/ActivityPage.tsx'))
const ApprovalsPage = lazy(() => import('../pages/approvals/ApprovalsPage.tsx'))
const ConnectionsPage = lazy(() => import('../pages/connections/ConnectionsPage.tsx'))
const ImwebWizard = lazy(() => import('../pages/connections/ImwebWizard.tsx'))
const ListingsPage = lazy(() => import('../pages/listings/ListingsPage.tsx'))
const ProductsPage = lazy(() => import('../pages/products/ProductsPage.tsx'))
const SettingsPage = lazy(() => import('../pages/settings/SettingsPage.tsx'))

export function Routes() {
  return (
    <Suspense fallback={<div className={classes.blank} aria-busy />}>
      <Switch>
        <Route path="/" component={TodayPage} />
        <Route path="/buyers" component={BuyersPage} />
        <Route path="/orders" component={OrdersPage} />
        <Route path="/access" component={AccessPage} />
        <Route path="/products" component={ProductsPage} />
        <Route path="/approvals" component={ApprovalsPage} />
        <Route path="/listings" component={ListingsPage} />
        <Route path="/activity" component={ActivityPage} />
        <Route path="/connections" component={ConnectionsPage} />
        <Route path="/connections/imweb" component={ImwebWizard} />
        <Route path="/settings" component={SettingsPage} />
        <Route>
          <Redirect to="/" />
        </Route>
      </Switch>
    </Suspense>
  )
}
