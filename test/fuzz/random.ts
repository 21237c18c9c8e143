/** Numbers that look random and are the same for the same text. */
export interface Random {
  /** From 0 to `below` - 1; 0 when there is nothing below. */
  int(below: number): number;
  pick<T>(list: readonly T[]): T;
  chance(percent: number): boolean;
}

/** FNV-1a seeds mulberry32: both are public domain, short, and good enough to choose mutations. */
export function createRandom(text: string): Random {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    state = Math.imul(state ^ text.charCodeAt(at), 0x01000193) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const int = (below: number): number => Math.floor(next() * Math.max(below, 0));
  return {
    int,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new Error('there is nothing to pick from');
      return list[int(list.length)] as T;
    },
    chance: (percent) => int(100) < percent,
  };
}
