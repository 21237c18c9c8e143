// Builds the Go peers of the interop tests into the cache folder, one after the other, or those that are named:
// `node test/interop/peers/build.ts [NAME…]`
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binFolder } from '../support/cache.ts';
import { type GoPeer, goPeers } from '../support/peers.ts';

const named = process.argv.slice(2);
for (const name of goPeers) if (named.length === 0 || named.includes(name)) build(name);

function build(name: GoPeer): void {
  const source = join(import.meta.dirname, name);
  const binary = join(binFolder(), name);
  const stamp = `${binary}.sha256`;
  const wanted = hashOfFiles(source);
  if (existsSync(binary) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    process.stdout.write(`${name}: already built\n`);
    return;
  }
  const startedAt = performance.now();
  rmSync(stamp, { force: true });
  // "tool" is what the module's tool line names; a module without one is a program of our own.
  const target = /^tool /m.test(readFileSync(join(source, 'go.mod'), 'utf8')) ? 'tool' : '.';
  // No version-control stamp: a new commit must not make a new binary.
  const args = ['build', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', binary, target];
  const env = {
    ...process.env,
    CGO_ENABLED: '0',
    // Flags of the machine must not loosen the lock (-mod=mod); a newer toolchain comes when a module asks for it.
    GOFLAGS: '-mod=readonly',
    GOTOOLCHAIN: process.env.GOTOOLCHAIN ?? 'auto',
    GOWORK: 'off',
  };
  const { error, status } = spawnSync('go', args, { cwd: source, env, stdio: 'inherit' });
  if (error) throw new Error(`the peer ${name} cannot be built: install Go 1.26 or newer`, { cause: error });
  if (status !== 0)
    throw new Error(`the peer ${name} cannot be built: "go ${args.join(' ')}" ended with ${status}`);
  writeFileSync(stamp, wanted);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${name}: built in ${seconds} s\n`);
}

function hashOfFiles(folder: string): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort())
    hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}
