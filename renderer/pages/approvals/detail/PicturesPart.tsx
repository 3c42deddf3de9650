import { ActionIcon, Tooltip } from '@mantine/core'
import { useStrings } from '../../../strings/index.ts'
import { IconChevronLeft, IconChevronRight, IconStarFilled, IconX } from '../../../ui/icons.ts'
import { Thumb } from '../../products/Picture.tsx'
import classes from './detail.module.css'
import { Part } from './Part.tsx'
import { movedTo } from './pictures.ts'
import { useWorking } from './useDetail.ts'

/** The pictures in the market's order; the first is the one buyers see in the search. */
export function PicturesPart() {
  const s = useStrings()
  const d = s.listing.pictures
  const { detail, pending, change, capabilities } = useWorking()
  const images = pending.images ?? detail.content.images
  const set = (next: string[]) => change({ images: next })
  const most = capabilities?.maxImages
  return (
    <Part field="images" title={d.title(images.length)} edit="images">
      {images.length === 0 ? (
        <p className="quiet">{d.none}</p>
      ) : (
        <ul className={classes.pictures}>
          {images.map((url, i) => (
            <li key={url} data-over={(most !== undefined && i >= most) || undefined}>
              <Thumb url={url} size={92} />
              {i === 0 ? (
                <span className={classes.mainPicture}>
                  <IconStarFilled size={11} aria-hidden /> {d.main}
                </span>
              ) : null}
              <span className={classes.pictureActs}>
                <Tooltip label={d.forward}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={22}
                    disabled={i === 0}
                    aria-label={d.forwardOf(i + 1)}
                    onClick={() => set(movedTo(images, i, i - 1))}
                  >
                    <IconChevronLeft size={14} />
                  </ActionIcon>
                </Tooltip>
                <Tooltip label={d.backward}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={22}
                    disabled={i === images.length - 1}
                    aria-label={d.backwardOf(i + 1)}
                    onClick={() => set(movedTo(images, i, i + 1))}
                  >
                    <IconChevronRight size={14} />
                  </ActionIcon>
                </Tooltip>
                <Tooltip label={d.remove}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={22}
                    aria-label={d.removeOf(i + 1)}
                    onClick={() => set(images.filter((_, n) => n !== i))}
                  >
                    <IconX size={14} />
                  </ActionIcon>
                </Tooltip>
              </span>
            </li>
          ))}
        </ul>
      )}
      {most !== undefined && images.length > most ? <p className={classes.over}>{d.tooMany(most)}</p> : null}
    </Part>
  )
}
