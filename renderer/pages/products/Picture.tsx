import { useEffect, useState } from 'react'
import { IconPhoto } from '../../ui/icons.ts'
import { pictureSource } from './pictureSource.ts'
import classes from './products.module.css'

const settleMs = 120
const seen = new Set<string>()

/** A small picture in a row. What flies past while scrolling is not asked for; what failed stays a quiet frame. */
export function Thumb({ url, size = 28 }: { url: string | null; size?: number }) {
  const [shown, setShown] = useState<string | null>(() => (url !== null && seen.has(url) ? url : null))
  const [failed, setFailed] = useState<string | null>(null)
  useEffect(() => {
    if (url === null || seen.has(url)) return setShown(url)
    const timer = setTimeout(() => setShown(url), settleMs)
    return () => clearTimeout(timer)
  }, [url])
  const ready = url !== null && shown === url && failed !== url
  return (
    <span className={classes.thumb} style={{ width: size, height: size }}>
      {ready ? (
        <img
          key={url}
          src={pictureSource(url)}
          alt=""
          decoding="async"
          draggable={false}
          onLoad={() => {
            if (seen.size > 20_000) seen.clear()
            seen.add(url)
          }}
          onError={() => setFailed(url)}
        />
      ) : (
        <IconPhoto size={Math.round(size * 0.55)} stroke={1.4} aria-hidden />
      )}
    </span>
  )
}
