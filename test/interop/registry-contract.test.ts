import { afterAll } from 'vitest';
import { registryContract } from '../contract/registry.ts';
import { stopEverything } from './support/processes.ts';
import { startDistribution, startGgcrRegistry } from './support/registries.ts';

afterAll(stopEverything);

const account = { username: 'someone', password: 'a password' };

registryContract('Distribution', () => startDistribution());
registryContract('go-containerregistry', () => startGgcrRegistry());
registryContract('Distribution with a login', async () => {
  const registry = await startDistribution({ account });
  return { ...registry, options: { credentials: async () => ({ kind: 'basic', ...account }) } };
});
