import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';

/** The least there is to do: unzips every entry of FOLDER/ECOSYSTEM/all.zip and reads it as JSON, nothing more. */
const [folder = ''] = process.argv.slice(2);
for (const ecosystem of readdirSync(folder)) {
  const archive = readFileSync(join(folder, ecosystem, 'all.zip'));
  const zip = await fromBufferPromise(archive, { decodeStrings: false });
  for await (const entry of zip.eachEntry()) {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = archive.subarray(fileDataStart, fileDataStart + entry.compressedSize);
    JSON.parse(inflateRawSync(packed).toString('utf8'));
  }
}
