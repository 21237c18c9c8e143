import type { HashAlgorithm } from './hashing.ts';
import { maxPlacedBytes } from './hashing.ts';

/** The memory that a walk and the thread which hashes for it both see. */
export interface HashRing {
  /** Slabs that chunks are copied to, and one more for bytes that are in none of them. */
  readonly bytes: SharedArrayBuffer;
  /** `orderLength` numbers for each order, at its number modulo `orderCount`. */
  readonly orders: SharedArrayBuffer;
  /** `resultBytes` for each order that ends a stream. */
  readonly results: SharedArrayBuffer;
  /** Numbers at the places of `state`. */
  readonly state: SharedArrayBuffer;
}

/** How far reading may run ahead of hashing: 2 MiB. */
export const slabCount = 8;
export const orderCount = 4096;

/** Kind, stream, algorithms as bits, where in `bytes` the bytes begin, how many. */
export const orderLength = 5;
export const orderKinds = { whole: 0, begin: 1, update: 2, end: 3 } as const;

export const state = {
  /** Orders that were given. */
  given: 0,
  /** Orders that were followed. */
  done: 1,
  /** 1 while the thread sleeps on `given`. */
  threadSleeps: 2,
  /** 1 while the walk sleeps on `done`. */
  walkSleeps: 3,
} as const;

interface Algorithm {
  readonly name: HashAlgorithm;
  /** Of its digest. */
  readonly bytes: number;
  /** Of its digest in a result. */
  readonly at: number;
}

/** By bit. */
const algorithms: readonly Algorithm[] = [
  { name: 'md5', bytes: 16, at: 0 },
  { name: 'sha1', bytes: 20, at: 16 },
  { name: 'sha256', bytes: 32, at: 36 },
  { name: 'sha512', bytes: 64, at: 68 },
];
export const resultBytes = 132;

export function createHashRing(): HashRing {
  return {
    bytes: new SharedArrayBuffer((slabCount + 1) * maxPlacedBytes),
    orders: new SharedArrayBuffer(orderCount * orderLength * Int32Array.BYTES_PER_ELEMENT),
    results: new SharedArrayBuffer(orderCount * resultBytes),
    state: new SharedArrayBuffer(Object.keys(state).length * Int32Array.BYTES_PER_ELEMENT),
  };
}

export function bitsOf(names: readonly HashAlgorithm[]): number {
  return names.reduce((bits, name) => bits | (1 << algorithms.findIndex((one) => one.name === name)), 0);
}

export function algorithmsOf(bits: number): readonly Algorithm[] {
  return algorithms.filter((_, bit) => (bits & (1 << bit)) !== 0);
}
