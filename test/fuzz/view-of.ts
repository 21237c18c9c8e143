import { createFactBudget } from '../../src/image/fact-budget.ts';
import type { FileReader } from '../../src/image/file-reader.ts';
import type { FileView } from '../../src/image/file-view.ts';
import {
  fromColumns,
  type LayerBudgets,
  type LayerColumns,
  toColumns,
} from '../../src/image/layer-columns.ts';
import { createLayerRecorder, type LayerRecord } from '../../src/image/layer-record.ts';
import { mergeLayers } from '../../src/image/merge.ts';
import { createTreeBudget } from '../../src/image/tree.ts';
import { hashHere } from '../../src/io/hashing.ts';
import { sha256 } from '../../src/model/digest.ts';

const layerIds = ['0', '1', '2', '3'].map((text) => ({ diffId: sha256(text) }));

const budgets = (): LayerBudgets => ({ spend: createTreeBudget(), keep: createFactBudget() });

/** The files of one layer, by path. */
export type Files = ReadonlyMap<string, Buffer>;

/** What the walk records of one layer, without an archive to unpack. */
function recordOf(
  files: Files,
  readers: readonly FileReader<unknown>[],
  layer: number,
  chunkBytes: number,
): LayerRecord {
  const what = `layer ${layer + 1}`;
  const about = { layer, what, whiteouts: true, ...budgets(), hashing: hashHere };
  const recorder = createLayerRecorder(readers, about);
  for (const [path, bytes] of files) {
    const entry = { path, type: 'file', mode: 0o755, uid: 0, gid: 0, size: bytes.length } as const;
    const content = recorder.entry(entry);
    if (content === undefined) continue;
    for (let at = 0; at < bytes.length; at += chunkBytes)
      content.write(Buffer.from(bytes.subarray(at, at + chunkBytes)));
    content.end();
  }
  return recorder.record();
}

/** A layer as the cache keeps it: looked at once, for any number of images. */
export function keptLayer(files: Files, readers: readonly FileReader<unknown>[]): LayerColumns {
  return toColumns(recordOf(files, readers, 0, 65_536));
}

/**
 * The view of a kept layer with others on top of it.
 * @param pass 0 as the layers are walked; 1 in other chunks, and as the cache gives them back
 */
export function viewOf(
  lowest: LayerColumns,
  uppers: readonly Files[],
  readers: readonly FileReader<unknown>[],
  pass: 0 | 1,
): FileView {
  const records = uppers.map((files, index) => {
    const record = recordOf(files, readers, index + 1, pass === 0 ? 65_536 : 1021);
    if (pass === 0) return record;
    return fromColumns(JSON.parse(JSON.stringify(toColumns(record))), index + 1, budgets());
  });
  const all = [fromColumns(lowest, 0, budgets()), ...records];
  return mergeLayers(all, readers, {
    layers: layerIds.slice(0, all.length),
    walked: { layers: all.length, fromCache: 0, bytes: 0 },
  });
}
