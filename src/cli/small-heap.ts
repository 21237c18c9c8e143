/** Stored bytes of an image from which on what is kept of its files is most of the memory. */
const largeBytes = 256 * 1024 * 1024;

/**
 * Keeps V8's heap small. Let grow, the young generation holds up to 128 MB of garbage while a large image is looked at;
 * measured on eighty thousand files, a quarter of the peak memory for no more time. The old generation, collected before
 * it has twice what is alive, takes another fifteenth for a fiftieth of the time: for large images only. For commands that
 * scan once and end: a server that answers for weeks is better off with the default.
 * A thread that starts once flags have been changed takes three times as long for it (measured): this comes when all are
 * at work.
 * @param imageBytes as they are stored
 */
export function keepHeapSmall(imageBytes: number): void {
  // An import would load the module for every start, also those that never get here.
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  setFlagsFromString('--semi-space-growth-factor=1');
  if (imageBytes >= largeBytes) setFlagsFromString('--heap-growing-percent=50');
}
