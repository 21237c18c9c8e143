import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../../src/model/digest.ts';
import {
  type DecisionRecord,
  type PushRecord,
  type Store,
  type StoreOptions,
  storeLimits,
  type TagBindingRecord,
} from '../../src/store/store.ts';

const digest = sha256('an image');
const other = sha256('another image');

const decision: DecisionRecord = {
  at: 1_000,
  client: '192.0.2.1',
  repository: 'apps/shop',
  tag: '1.0',
  digest,
  outcome: 'deny',
  audited: false,
  kind: 'image',
  rule: 'apps/**',
  message: 'it is blocked',
  reasons: [{ code: 'SCAN_MISSING', message: 'nobody has scanned it' }],
};

const binding: TagBindingRecord = { repository: 'apps/shop', tag: '1.0', digest, signedAt: 2, keyId: 'k' };

const event: PushRecord = {
  registry: 'distribution',
  id: 'e1',
  receivedAt: 5,
  repository: 'apps/shop',
  tag: '1.0',
  digest,
};

/** The laws of every store. @param open a new, empty store */
export function storeContract(name: string, open: (options?: StoreOptions) => Store): void {
  describe(`the store ${name}`, () => {
    let store: Store;

    beforeEach(() => {
      store = open();
    });

    afterEach(async () => {
      await store.close();
    });

    async function timesOf(query?: Parameters<Store['decisions']>[0]): Promise<number[]> {
      return (await store.decisions(query)).map(({ at }) => at);
    }

    test('gives back a decision as it was recorded', async () => {
      await store.recordDecision(decision);
      expect(await store.decisions()).toEqual([decision]);
    });

    test('gives back a decision without tag and rule', async () => {
      const { tag: _, ...byDigest } = decision;
      await store.recordDecision({ ...byDigest, rule: null, audited: true, reasons: [] });
      expect(await store.decisions()).toEqual([{ ...byDigest, rule: null, audited: true, reasons: [] }]);
    });

    test('lists decisions newest first, filtered and limited', async () => {
      for (const at of [1, 2, 3]) await store.recordDecision({ ...decision, at });
      await store.recordDecision({ ...decision, at: 4, repository: 'apps/other', outcome: 'allow' });
      expect(await timesOf({ limit: 2 })).toEqual([4, 3]);
      expect(await timesOf({ repository: 'apps/shop' })).toEqual([3, 2, 1]);
      expect(await timesOf({ outcome: 'allow' })).toEqual([4]);
      expect(await timesOf({ outcome: 'allow', repository: 'apps/shop' })).toEqual([]);
    });

    test('lists decisions in the order they were recorded, though a clock went back', async () => {
      for (const at of [5, 3, 4]) await store.recordDecision({ ...decision, at });
      expect(await timesOf()).toEqual([4, 3, 5]);
    });

    test('lists no more than its limit, whatever is asked for', async () => {
      await store.recordDecision(decision);
      expect(await timesOf({ limit: 0 })).toEqual([]);
      expect(await timesOf({ limit: -1 })).toEqual([]);
      expect(await timesOf({ limit: 1e9 })).toEqual([1_000]);
    });

    test('counts decisions by outcome, also those it no longer keeps', async () => {
      const small = open({ maxDecisions: 1 });
      expect(await small.decisionCounts()).toEqual({ allow: 0, deny: 0 });
      for (const outcome of ['deny', 'allow', 'deny'] as const)
        await small.recordDecision({ ...decision, outcome });
      expect(await small.decisionCounts()).toEqual({ allow: 1, deny: 2 });
      expect(await small.decisions()).toHaveLength(1);
      await small.close();
    });

    test('keeps the newest decisions and events when there are too many', async () => {
      const small = open({ maxDecisions: 2, maxPushes: 2 });
      for (const at of [1, 2, 3, 4]) {
        await small.recordDecision({ ...decision, at });
        await small.recordEvent({ ...event, id: `e${at}` });
      }
      expect((await small.decisions()).map(({ at }) => at)).toEqual([4, 3]);
      expect((await small.events()).map(({ id }) => id)).toEqual(['e4', 'e3']);
      await small.close();
    });

    test('forgets decisions and events that are older than the newest by more than its age', async () => {
      const short = open({ maxAgeMs: 10 });
      for (const at of [1, 5, 11, 15]) {
        await short.recordDecision({ ...decision, at });
        await short.recordEvent({ ...event, id: `e${at}`, receivedAt: at });
      }
      expect((await short.decisions()).map(({ at }) => at)).toEqual([15, 11, 5]);
      expect((await short.events()).map(({ id }) => id)).toEqual(['e15', 'e11', 'e5']);
      await short.close();
    });

    test('remembers the newest binding of a tag, and an older one never takes its place', async () => {
      expect(await store.rememberTagBinding(binding)).toEqual(binding);
      expect(await store.rememberTagBinding({ ...binding, digest: other, signedAt: 1 })).toEqual(binding);
      expect(await store.rememberTagBinding({ ...binding, digest: other, signedAt: 2 })).toEqual(binding);
      expect(await store.tagBinding('apps/shop', '1.0')).toEqual(binding);
      const newer = { ...binding, digest: other, signedAt: 3, keyId: 'another' };
      expect(await store.rememberTagBinding(newer)).toEqual(newer);
      expect(await store.tagBinding('apps/shop', '1.0')).toEqual(newer);
    });

    test('in whatever order bindings come, the first of the newest is remembered', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(5), { minLength: 1, maxLength: 8 }), async (times) => {
          const fresh = open();
          for (const [index, signedAt] of times.entries()) {
            await fresh.rememberTagBinding({ ...binding, signedAt, keyId: `k${index}` });
          }
          const newest = Math.max(...times);
          expect(await fresh.tagBinding('apps/shop', '1.0')).toEqual({
            ...binding,
            signedAt: newest,
            keyId: `k${times.indexOf(newest)}`,
          });
          await fresh.close();
        }),
        { numRuns: 30 },
      );
    });

    test('knows nothing of a tag it has not seen', async () => {
      await store.rememberTagBinding(binding);
      expect(await store.tagBinding('apps/shop', '2.0')).toBeUndefined();
      expect(await store.tagBinding('apps', '1.0')).toBeUndefined();
    });

    test('takes a push event once', async () => {
      expect(await store.recordEvent(event)).toBe(true);
      expect(await store.recordEvent({ ...event, digest: other, receivedAt: 6 })).toBe(false);
      expect(await store.recordEvent({ ...event, registry: 'harbor' })).toBe(true);
      await store.updateEvent('distribution', 'e1', 'verified', 'it is allowed');
      expect(await store.events()).toEqual([
        { ...event, registry: 'harbor', state: 'received', detail: '' },
        { ...event, state: 'verified', detail: 'it is allowed' },
      ]);
    });

    test('a delivery that is repeated does not undo what became of the event', async () => {
      await store.recordEvent(event);
      await store.updateEvent('distribution', 'e1', 'failed', 'it is blocked');
      expect(await store.recordEvent(event)).toBe(false);
      expect(await store.events()).toEqual([{ ...event, state: 'failed', detail: 'it is blocked' }]);
    });

    test('gives back an event without tag, and lists events by state', async () => {
      const { tag: _, ...untagged } = event;
      await store.recordEvent(untagged);
      await store.recordEvent({ ...event, id: 'e2' });
      await store.updateEvent('distribution', 'e2', 'verified', '');
      expect(await store.events({ state: 'received' })).toEqual([
        { ...untagged, state: 'received', detail: '' },
      ]);
      expect(await store.events({ limit: 1 })).toEqual([
        { ...event, id: 'e2', state: 'verified', detail: '' },
      ]);
    });

    test('leaves alone what is said of an event it does not know', async () => {
      await store.updateEvent('distribution', 'unknown', 'verified', '');
      expect(await store.events()).toEqual([]);
    });

    test('says that it can be written', async () => {
      await expect(store.check()).resolves.toBeUndefined();
    });

    test('keeps hostile text as it is', async () => {
      const message = `'); DROP TABLE decisions; -- \u0000 \u202e \u001b[31m ${'x'.repeat(1_000)}`;
      await store.recordDecision({ ...decision, message, client: message });
      expect(await store.decisions()).toEqual([{ ...decision, message, client: message }]);
    });

    test('cuts text and reasons that would fill the disk', async () => {
      const long = '🙂'.repeat(storeLimits.text);
      const reasons = Array.from({ length: 100 }, () => ({ code: 'FINDING_BLOCKS' as const, message: long }));
      await store.recordDecision({ ...decision, message: `x${long}`, reasons });
      const [kept] = await store.decisions();
      expect(kept?.message).toHaveLength(storeLimits.text);
      expect(kept?.message.isWellFormed()).toBe(true);
      expect(kept?.reasons).toHaveLength(storeLimits.reasons);
      expect(kept?.reasons[0]?.message).toHaveLength(storeLimits.text);
    });

    test('says in one sentence that it is closed, and may be closed twice', async () => {
      await store.close();
      await expect(store.recordDecision(decision)).rejects.toMatchObject({ code: 'STORE_UNUSABLE' });
      await expect(store.check()).rejects.toMatchObject({ code: 'STORE_UNUSABLE' });
      await expect(store.close()).resolves.toBeUndefined();
    });
  });
}
