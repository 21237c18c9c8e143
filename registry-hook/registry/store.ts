import type { IncomingMessage } from 'node:http';
import type { Digest } from '../../src/model/digest.ts';
import type { Descriptor } from '../../src/model/manifest.ts';
import type { createQueue } from '../../src/registry/in-order.ts';
import type { Layout } from './layout.ts';
import type { Uploads } from './uploads.ts';

/** A manifest with a subject, as the referrers API lists it. */
export interface Referrer {
  readonly subject: Digest;
  readonly descriptor: Descriptor;
}

/** What every request is answered from. */
export interface RegistryStore {
  readonly directory: string;
  readonly uploads: Uploads;
  /** Turns for whatever changes: under a repository's folder its index.json, under an upload's id its file. */
  readonly inTurn: ReturnType<typeof createQueue>;
  /** False: as a registry of before OCI 1.1, without the referrers API and without `OCI-Subject`. */
  readonly referrers: boolean;
  /** What is known of manifests by their digest, and so for good: null for one without a subject. */
  readonly subjects: Map<Digest, Referrer | null>;
}

/** One request to one repository. */
export interface RegistryRequest {
  readonly store: RegistryStore;
  readonly method: string;
  readonly repository: string;
  readonly layout: Layout;
  readonly query: URLSearchParams;
  readonly message: IncomingMessage;
}
