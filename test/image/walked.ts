import { wholeFileReader } from '../../src/image/file-reader.ts';
import type { FileNode, FileView } from '../../src/image/file-view.ts';
import { walk } from '../../src/image/walk.ts';
import { fakeImage } from '../fakes/layers.ts';
import { tar } from '../fakes/tar.ts';
import type { LayerSource } from './laws/law.ts';

/** Keeps the text of every file. */
export const textReader = wholeFileReader<string>({
  name: 'text',
  version: 1,
  maxBytes: 1_000_000,
  wants: () => true,
  parse: (bytes) => bytes.toString('latin1'),
});

/** The view of these layers, lowest first, walked with `textReader`. */
export function walked(...layers: readonly LayerSource[]): Promise<FileView> {
  return walk(fakeImage(...layers.map(archiveOf)), [textReader]);
}

export function archiveOf(layer: LayerSource): Buffer {
  return Buffer.isBuffer(layer) ? layer : tar(...layer);
}

/** What is visible, sorted: `dir/`, `link -> target`, `file = text`, `device (fifo)`. */
export function listing(view: FileView): string[] {
  const texts = new Map(view.facts(textReader).map(({ path, fact }) => [path, String(fact)]));
  return [...view.entries()].map(([path, node]) => `${path}${description(node, texts.get(path))}`).sort();
}

function description(node: FileNode, text: string | undefined): string {
  if (node.type === 'directory') return '/';
  if (node.type === 'symlink') return ` -> ${node.link}`;
  return node.type === 'file' ? ` = ${text ?? ''}` : ` (${node.type})`;
}
