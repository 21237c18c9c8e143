import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { treeLimits } from '../../../src/image/tree.ts';
import { buildImage, layoutFiles, tagged, writeFiles } from '../../fakes/images.ts';
import { file, tar } from '../../fakes/tar.ts';

const status = 'Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n';

/** Writes an OCI image layout to the folder: an image of two layers that are large enough to be read side by side. */
export function writeTwoLargeLayers(folder: string): void {
  const filling = (): Buffer => randomBytes(10_000_000);
  const { descriptor, blobs } = buildImage([
    tar(file('etc/os-release', 'ID=debian\nVERSION_ID=12\n'), file('opt/a', filling())),
    tar(file('var/lib/dpkg/status', status), file('opt/b', filling())),
  ]);
  writeFiles(folder, layoutFiles([tagged(descriptor, 'large')], blobs));
}

/** Starts the thread that reads layers, as a bundle has it. @returns what it asks for when it is given a layer */
export async function askLayerThread(file: string): Promise<unknown> {
  const thread = new Worker(file, { workerData: { only: undefined, compiled: undefined } });
  try {
    thread.postMessage({ kind: 'layer', index: 0, diffId: null, limits: treeLimits });
    const [message] = await once(thread, 'message');
    return message;
  } finally {
    await thread.terminate();
  }
}
