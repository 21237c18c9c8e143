/** Adds items to a list; `push(...items)` throws for a hundred thousand, and a package may list more files than that. */
export function append<Item>(list: Item[], items: Iterable<Item>): void {
  for (const item of items) list.push(item);
}
