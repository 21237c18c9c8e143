import { afterAll, describe, expect, test } from 'vitest';
import { openImage } from '../../src/image/open.ts';
import { parseImageName } from '../../src/model/reference.ts';
import { inspectImage } from '../../src/scan/inspect-image.ts';
import { debianImage, debianKinds } from './support/debian-image.ts';
import { stopEverything } from './support/processes.ts';

afterAll(stopEverything);

describe.each(debianKinds)('Debian, %s', (kind) => {
  test('holds no secret and no malware, and none is reported', async () => {
    const { layout, tag } = await debianImage(kind);
    const image = await openImage(parseImageName(`oci:${layout}:${tag}`));
    try {
      const { inspected } = await inspectImage(image, {});
      const found = inspected.inspection.findings.filter(
        ({ kind: of }) => of === 'secret' || of === 'malware',
      );
      expect(found.map(({ rule, path, line }) => [rule, path, line])).toEqual([]);
      expect(inspected.inspection.problems.filter((problem) => /secrets|malware/.test(problem))).toEqual([]);
    } finally {
      await image.close();
    }
  });
});
