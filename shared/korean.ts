import { z } from 'zod'

/** What is wrong with an input reaches the operator: in Korean. Imported once by whoever parses for a screen or a command. */
z.config(z.locales.ko())
