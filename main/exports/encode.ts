import iconv from 'iconv-lite'

export interface Encoder {
  encode(text: string): Buffer
  /** Characters that the encoding could not carry and that became `?`. */
  replaced(): { count: number; samples: string[] }
}

const SAMPLES = 10

/** The bytes answered are good until the next call: one buffer serves the whole file. */
export function utf8Encoder(): Encoder {
  let space = Buffer.allocUnsafeSlow(64 * 1024)
  return {
    encode: (text) => {
      const most = text.length * 3
      if (most > space.length) space = Buffer.allocUnsafeSlow(most)
      return space.subarray(0, space.write(text, 0, 'utf8'))
    },
    replaced: () => ({ count: 0, samples: [] }),
  }
}

/** CP949 for old programs. iconv-lite writes `?` for what it lacks and says nothing: each one is counted here. */
export function cp949Encoder(): Encoder {
  const carried = new Map<string, boolean>()
  const samples = new Set<string>()
  let count = 0
  const canCarry = (character: string): boolean => {
    let can = carried.get(character)
    if (can === undefined) {
      can = iconv.decode(iconv.encode(character, 'cp949'), 'cp949') === character
      carried.set(character, can)
    }
    return can
  }
  // A lone half of a surrogate pair is its own character here and is not carried either.
  const replace = (character: string): string => {
    if (canCarry(character)) return character
    count += 1
    if (samples.size < SAMPLES) samples.add(character)
    return '?'
  }
  return {
    encode: (text) => iconv.encode(text.replace(/[^ -~\t\r\n가-힣]/gu, replace), 'cp949'),
    replaced: () => ({ count, samples: [...samples] }),
  }
}
