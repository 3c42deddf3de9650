import { notifications } from '@mantine/notifications'
import { shapeOf } from '../app/api.ts'
import { stringsNow } from '../strings/index.ts'

const closeButton = () => ({ 'aria-label': stringsNow().common.close })

export const say = (message: string) => {
  notifications.show({ message, autoClose: 4000, color: 'ink', closeButtonProps: closeButton() })
}

/** A failure that has no place of its own on the page. It stays until read. */
export const sayFailure = (thrown: unknown) => {
  const shape = shapeOf(thrown)
  notifications.show({
    title: shape.message,
    message: `${shape.nextStep} (${shape.serviceCode ?? shape.code})`,
    autoClose: false,
    color: 'red',
    closeButtonProps: closeButton(),
  })
}
