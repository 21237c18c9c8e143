import { createHash } from 'node:crypto';
import type { Program } from '../../image/program-format.ts';
import { type DotnetLibraries, parseDotnetDependencies } from './dependencies.ts';

// dotnet/runtime, docs/design/features and src/native/corehost/bundle: behind the place of the bundle's header.
const signature = createHash('sha256').update('.net core bundle\n').digest();
const placeBytes = 8;
/** Two numbers of the version, and how many files there are. */
const countsBytes = 12;
/** Since .NET 5 (version 2), the header says where the `deps.json` is. */
const firstVersion = 2;

const searchBytes = 1024 * 1024;
const maxIdBytes = 127;
const maxDependenciesBytes = 16 * 1024 * 1024;

/**
 * The packages of a .NET application that was published as one file: its `deps.json` is in the bundle behind the
 * program. undefined for any other program.
 * @throws Error with a sentence, when there is a bundle that cannot be read
 */
export function readDotnetBundle(program: Program, path: string): DotnetLibraries | undefined {
  const place = bundlePlace(program);
  if (place === undefined) return undefined;
  const counts = program.read(place, countsBytes);
  if (counts.length < countsBytes) throw new Error('its .NET bundle is cut off');
  if (counts.readUInt32LE(0) < firstVersion)
    throw new Error('its .NET bundle is of .NET Core 3, which is not read');
  const [idBytes = maxIdBytes + 1] = program.read(place + countsBytes, 1);
  const location = program.read(place + countsBytes + 1 + idBytes, 16);
  if (idBytes > maxIdBytes || location.length < 16) throw new Error('its .NET bundle is cut off');
  const length = Number(location.readBigInt64LE(8));
  // Applications that were trimmed to native code have none.
  if (length === 0) return undefined;
  if (length < 0 || length > maxDependenciesBytes) throw new Error('its .NET bundle has no deps.json');
  const bytes = program.read(Number(location.readBigInt64LE(0)), length);
  if (bytes.length < length) throw new Error('its .NET bundle is cut off');
  return parseDotnetDependencies(bytes.toString('utf8'), path);
}

/** Of the bundle's header in the file; undefined for a program without a bundle. */
function bundlePlace(program: Program): number | undefined {
  for (const { offset, bytes } of program.writable) {
    for (let at = 0; at < bytes; at += searchBytes) {
      const wanted = Math.min(searchBytes + signature.length + placeBytes, bytes - at);
      const stretch = program.read(offset + at, wanted);
      const found = stretch.indexOf(signature);
      if (found < placeBytes) continue;
      const place = Number(stretch.readBigInt64LE(found - placeBytes));
      return place > 0 ? place : undefined;
    }
  }
  return undefined;
}
