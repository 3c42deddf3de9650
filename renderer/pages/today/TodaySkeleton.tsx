import { Skeleton } from '../../ui/Page.tsx'
import classes from './today.module.css'

/** The page's outline while it is read, in the sizes the page will have. */
export function TodaySkeleton() {
  return (
    <div aria-busy>
      <p className={classes.calm}>
        <Skeleton width={200} />
      </p>
      <div className={classes.columns}>
        <div className={classes.main}>
          <div className={classes.figures}>
            {[0, 1, 2, 3].map((line) => (
              <p key={line} className={classes.skeletonLine}>
                <Skeleton width={`${90 - line * 4}%`} height={16} />
              </p>
            ))}
          </div>
          <div className={classes.chart} />
        </div>
        <div className={classes.side} />
      </div>
    </div>
  )
}
