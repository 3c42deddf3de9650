import { Button, FileButton } from '@mantine/core'
import { IconFileImport } from '../../../ui/icons.ts'
import { textOfFile } from './textOfFile.ts'

/** Chooses a table and hands over its text. */
export function TextFile({
  label,
  busy = false,
  onText,
}: {
  label: string
  busy?: boolean
  onText: (text: string) => void
}) {
  return (
    <FileButton
      accept=".csv,.txt,.tsv,text/csv,text/plain"
      onChange={(file) => {
        if (file !== null) void textOfFile(file).then(onText)
      }}
    >
      {(props) => (
        <Button
          {...props}
          variant="default"
          size="compact-sm"
          loading={busy}
          leftSection={<IconFileImport size={14} aria-hidden />}
        >
          {label}
        </Button>
      )}
    </FileButton>
  )
}
