import type { HashAlgorithm } from './hashing.ts';
import { maxPlacedBytes } from './hashing.ts';

/** The memory that a walk and the thread which helps it both see. */
export interface HelperRing {
  /** Slabs of uncompressed bytes, one more for what is in none of them, and places for stored bytes. */
  readonly bytes: SharedArrayBuffer;
  /** How many bytes are in each slab that the thread has filled. */
  readonly lengths: SharedArrayBuffer;
  /** `orderLength` numbers for each order, at its number modulo `orderCount`. */
  readonly orders: SharedArrayBuffer;
  /** `resultBytes` for each order that ends a stream. */
  readonly results: SharedArrayBuffer;
  /** Numbers at the places of `state`. */
  readonly state: SharedArrayBuffer;
}

/** How far reading may run ahead of hashing, and inflating ahead of reading: 2 MiB. */
export const slabCount = 8;
/** Where what is in no slab is copied to. */
export const spareAt = slabCount * maxPlacedBytes;
/** How many pieces of stored bytes wait to be inflated, of `maxPlacedBytes` each. */
export const pieceCount = 4;
export const piecesAt = spareAt + maxPlacedBytes;
export const orderCount = 4096;

/** Kind, stream, algorithms as bits, where in `bytes` the bytes begin, how many. */
export const orderLength = 5;
export const orderKinds = {
  whole: 0,
  begin: 1,
  update: 2,
  end: 3,
  /** Of a gzip stream: its begin, stored bytes, that there are no more, that a slab was read, and that it is over. */
  inflate: 4,
  stored: 5,
  last: 6,
  read: 7,
  over: 8,
} as const;

export const state = {
  /** Orders that were given. */
  given: 0,
  /** Orders that were followed. */
  done: 1,
  /** 1 while the thread sleeps on `given`. */
  threadSleeps: 2,
  /** 1 while the walk sleeps on `events`. */
  walkSleeps: 3,
  /** Grows with whatever the thread did. */
  events: 4,
  /** Slabs that were filled. One of no bytes is the end of its stream; one of fewer says why there is no more. */
  filled: 5,
  /** Pieces of stored bytes that were inflated. */
  taken: 6,
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

export function createHelperRing(): HelperRing {
  return {
    bytes: new SharedArrayBuffer(piecesAt + pieceCount * maxPlacedBytes),
    lengths: new SharedArrayBuffer(slabCount * Int32Array.BYTES_PER_ELEMENT),
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
