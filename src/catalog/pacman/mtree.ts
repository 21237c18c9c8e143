import { gunzipSync } from 'node:zlib';
import { lines } from '../lines.ts';
import { createFileList, createListBudget, type ListedFiles } from '../listed-files.ts';

// A package of 100,000 files has 20 MB, a third of it when compressed: digests do not shrink.
const maxUnpackedBytes = 32 * 1024 * 1024;
const maxRatio = 50;
const ratioFreeBytes = 64 * 1024;

/**
 * Reads the `mtree` of a package (mtree(5), compressed): a path a line, from `./`, with blanks and others escaped as
 * `\040`, and words like `sha256digest=…`.
 * @throws Error with a sentence, when it is not gzip, unpacks to too much or lists too much
 */
export function parseMtree(compressed: Buffer): ListedFiles {
  const maxOutputLength = Math.min(maxUnpackedBytes, ratioFreeBytes + maxRatio * compressed.length);
  const text = unpacked(compressed, maxOutputLength).toString('utf8');
  const list = createFileList(createListBudget());
  for (const line of lines(text)) {
    const blank = line.indexOf(' ');
    if (!line.startsWith('./') || blank < 0) continue;
    const words = line.slice(blank);
    const digest =
      / sha256digest=([0-9a-f]{64})(?: |$)/.exec(words)?.[1] ??
      / md5digest=([0-9a-f]{32})(?: |$)/.exec(words)?.[1];
    if (digest !== undefined) list.add(unescaped(line.slice(2, blank)), digest);
  }
  return list.take();
}

function unpacked(compressed: Buffer, maxOutputLength: number): Buffer {
  try {
    return gunzipSync(compressed, { maxOutputLength });
  } catch (cause) {
    const isLonger = cause instanceof RangeError;
    throw new Error(
      isLonger ? `it unpacks to more than ${maxOutputLength} bytes` : 'it is not gzip, or broken',
      {
        cause,
      },
    );
  }
}

/** Octal escapes are of bytes, so characters beyond ASCII are several of them. */
function unescaped(path: string): string {
  if (!path.includes('\\')) return path;
  const bytes = path.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8) & 0xff),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
