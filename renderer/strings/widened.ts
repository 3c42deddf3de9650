/** The shape of one language's sentences, for the other to fill: the same keys and the same questions, other words. */
export type Widened<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : T extends readonly string[]
      ? readonly string[]
      : { [K in keyof T]: Widened<T[K]> }
