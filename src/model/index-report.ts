import { z } from 'zod';
import { scanReportSchema } from './scan-report-schema.ts';
import { severities } from './severity.ts';

const { tool, scannedAt, image } = scanReportSchema.shape;

const countsSchema = z.record(z.enum(severities), z.int().nonnegative());

/** What was found in the images of all platforms of an index. */
export const indexReportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool,
  scannedAt,
  index: z.strictObject({
    reference: z.string(),
    digest: image.shape.digest.describe('Of the index; null where one image stands alone'),
  }),
  platforms: z.array(
    z.strictObject({
      platform: z.string(),
      digest: image.shape.digest,
      complete: z.boolean(),
      outcome: z.enum(['pass', 'fail']).nullable().describe('null when no policy was given'),
      open: countsSchema.describe('Open findings by severity'),
    }),
  ),
  complete: z.boolean().describe('False when something could not be looked at on some platform'),
  outcome: z.enum(['pass', 'fail']).nullable().describe('pass only when every platform passes'),
  reports: z.array(scanReportSchema).describe('One for each platform, in the order of the index'),
});

export type IndexReport = z.infer<typeof indexReportSchema>;
