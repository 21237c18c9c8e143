import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRegistry } from '../../registry-hook/registry/registry.ts';
import type { Repository } from '../../src/registry/repository.ts';
import { memoryRepository } from '../fakes/memory-repository.ts';
import { type RegistryUnderTest, registryContract } from './registry.ts';

async function builtIn(referrers: boolean): Promise<RegistryUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), 'sekisho-registry-'));
  const { url, close } = await startRegistry({
    directory,
    listen: { host: '127.0.0.1', port: 0 },
    referrers,
  });
  return {
    host: new URL(url).host,
    hasReferrersApi: referrers,
    async stop() {
      await close();
      await rm(directory, { recursive: true });
    },
  };
}

/** The fake that other tests use is held to what it stands for. */
async function inMemory(referrersApi: boolean): Promise<RegistryUnderTest> {
  const repositories = new Map<string, Repository>();
  return {
    host: 'registry.example',
    hasReferrersApi: referrersApi,
    open(name) {
      const repository = repositories.get(name) ?? memoryRepository({ name, referrersApi });
      repositories.set(name, repository);
      return repository;
    },
    async stop() {},
  };
}

registryContract('the built-in registry', () => builtIn(true));
registryContract('the built-in registry without referrers API', () => builtIn(false));
registryContract('the fake in memory', () => inMemory(true));
registryContract('the fake in memory without referrers API', () => inMemory(false));
