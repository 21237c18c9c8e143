/** Problems of something hostile: the first ones as they are, of the others only how many there were. */
export interface ProblemList {
  /** @param sentence printable */
  add(sentence: string): void;
  sentences(): readonly string[];
}

export function createProblemList(max: number): ProblemList {
  const kept: string[] = [];
  let further = 0;
  return {
    add(sentence) {
      if (kept.length < max) kept.push(sentence);
      else further += 1;
    },
    sentences: () => (further === 0 ? kept : [...kept, `and ${further} more of these`]),
  };
}
