import { z } from 'zod';
import { type Digest, isDigest } from '../../model/digest.ts';
import { parseTime } from '../../model/time.ts';
import { digestsOf } from '../statement.ts';

/** Findings and files of one statement at most: beyond any real image, and small enough to judge in a moment. */
export const maxFindings = 50_000;

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

/** in-toto's Timestamp, kept as text. */
export const timestampText = z
  .string()
  .refine((text) => rfc3339.test(text) && !Number.isNaN(Date.parse(text)), {
    error: 'is not a time in RFC 3339 with timezone Z',
  });

/** in-toto's Timestamp, as milliseconds since the epoch. */
export const timestamp = timestampText.transform(parseTime);

export const digestText = z.custom<Digest>(isDigest, 'is not a digest');

/** in-toto's DigestSet with exactly one digest known here. */
export const oneDigest = z.record(z.string(), z.string()).transform((set, context) => {
  const [digest, ...more] = digestsOf(set);
  if (digest !== undefined && more.length === 0) return digest;
  context.addIssue({ code: 'custom', message: 'does not hold one sha256 or sha512 digest' });
  return z.NEVER;
});
