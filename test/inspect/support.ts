import type { FileView } from '../../src/image/file-view.ts';
import type { CheckInput } from '../../src/inspect/checks/check.ts';
import { checksInspector, runChecks } from '../../src/inspect/checks/checks.ts';
import type { ImageConfig } from '../../src/model/manifest.ts';
import type { Finding } from '../../src/model/scan-report.ts';
import { type FakeLayer, fakeDiffId, fakeView } from '../fakes/file-view.ts';

export interface ImageFacts {
  readonly config?: ImageConfig['config'];
  /** `created_by` of entries, oldest first; one in brackets made no layer. */
  readonly history?: readonly (string | readonly [string])[];
  /** One empty layer for each history entry that made one, unless given. */
  readonly layers?: readonly FakeLayer[];
  readonly view?: FileView;
  readonly executables?: CheckInput['executables'];
}

/** An image that breaks no rule, but for what `facts` say. */
export function image(facts: ImageFacts): CheckInput {
  const history = facts.history ?? ['/bin/sh -c #(nop) ADD file:0 in / '];
  const layers = facts.layers ?? history.filter((entry) => typeof entry === 'string').map(() => ({}));
  return {
    config: {
      config: { User: '10001', Healthcheck: { Test: ['CMD', '/app', '--health'] }, ...facts.config },
      rootfs: { type: 'layers', diff_ids: layers.map((_, index) => fakeDiffId(index)) },
      history: history.map((entry) =>
        typeof entry === 'string' ? { created_by: entry } : { created_by: entry[0], empty_layer: true },
      ),
    },
    view: facts.view ?? fakeView(layers, { readers: checksInspector.readers }),
    executables: facts.executables ?? [],
  };
}

export function findingsOf(facts: ImageFacts): Finding[] {
  return [...runChecks(image(facts)).findings];
}

export function rulesOf(facts: ImageFacts): string[] {
  return findingsOf(facts).map(({ rule }) => rule);
}
