import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import type { Strings } from '../strings/index.ts'
import { EmptyState } from '../ui/EmptyState.tsx'

/** A page that cannot be drawn says so and offers a way on; the rest of the window stays. */
export class ErrorBoundary extends Component<{ s: Strings; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    const { s } = this.props
    return (
      <EmptyState
        title={s.common.unreadable}
        text={s.problem.engine}
        action={<Button onClick={() => window.location.reload()}>{s.common.reload}</Button>}
      />
    )
  }
}
