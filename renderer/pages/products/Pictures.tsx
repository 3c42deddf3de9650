import { useState } from 'react'
import { useStrings } from '../../strings/index.ts'
import { IconChevronLeft, IconChevronRight, IconPhoto } from '../../ui/icons.ts'
import classes from './detail.module.css'
import { Thumb } from './Picture.tsx'
import { pictureSource } from './pictureSource.ts'

const shownThumbs = 12

/** The product's pictures: one large, the others to choose from. */
export function Pictures({ images: given, name }: { images: readonly string[]; name: string }) {
  const images = [...new Set(given)]
  const s = useStrings()
  const [at, setAt] = useState(0)
  const [failed, setFailed] = useState<string | null>(null)
  const url = images[Math.min(at, images.length - 1)]
  if (url === undefined) {
    return (
      <p className={classes.noPicture}>
        <IconPhoto size={18} aria-hidden /> {s.product.noPicture}
      </p>
    )
  }
  const step = (by: number) => setAt((at + by + images.length) % images.length)
  return (
    <section className={classes.pictures} aria-label={s.product.pictures}>
      <div className={classes.large}>
        {failed === url ? (
          <IconPhoto size={40} stroke={1.2} aria-hidden />
        ) : (
          <img
            key={url}
            src={pictureSource(url)}
            alt={`${name}: ${s.product.picture(at + 1, images.length)}`}
            draggable={false}
            onError={() => setFailed(url)}
          />
        )}
        {images.length > 1 ? (
          <>
            <button
              type="button"
              aria-label={s.product.picture(at === 0 ? images.length : at, images.length)}
              onClick={() => step(-1)}
            >
              <IconChevronLeft size={18} aria-hidden />
            </button>
            <button
              type="button"
              aria-label={s.product.picture(at + 2 > images.length ? 1 : at + 2, images.length)}
              onClick={() => step(1)}
            >
              <IconChevronRight size={18} aria-hidden />
            </button>
          </>
        ) : null}
      </div>
      {images.length > 1 ? (
        <ul className={classes.thumbs}>
          {images.slice(0, shownThumbs).map((image, i) => (
            <li key={image}>
              <button
                type="button"
                aria-pressed={i === at}
                aria-label={s.product.picture(i + 1, images.length)}
                onClick={() => setAt(i)}
              >
                <Thumb url={image} size={44} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}
