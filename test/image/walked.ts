import { wholeFileReader } from '../../src/image/file-reader.ts';
import type { FileNode, FileView } from '../../src/image/file-view.ts';
import { walk } from '../../src/image/walk.ts';
import { fakeImage } from '../fakes/layers.ts';
import { type TarMember, tar } from '../fakes/tar.ts';

/** Keeps the text of every file. */
export const textReader = wholeFileReader<string>({
  name: 'text',
  version: 1,
  maxBytes: 1_000_000,
  wants: () => true,
  parse: (bytes) => bytes.toString('latin1'),
});

/** The view of layers made of these members, lowest first, walked with `textReader`. */
export function walked(...layers: readonly (readonly TarMember[])[]): Promise<FileView> {
  return walk(fakeImage(...layers.map((members) => tar(...members))), [textReader]);
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
