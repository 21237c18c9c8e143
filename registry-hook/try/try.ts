import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { importAdvisories } from '../../src/advisories/import.ts';
import { generateKeyPair } from '../../src/attest/keys.ts';
import { checkpoint } from '../../src/checkpoint/checkpoint.ts';
import { readTextFile, writeFileAtomically } from '../../src/io/files.ts';
import type { Http } from '../../src/io/http.ts';
import { manifestAccept } from '../../src/model/manifest.ts';
import { openRepository } from '../../src/registry/client.ts';
import { dockerCredentials } from '../../src/registry/credentials.ts';
import { standardPolicy } from '../../src/verdict/standard-policy.ts';
import { type GateConfiguration, readConfiguration } from '../configuration.ts';
import { type GateEnvironment, type RunningGate, startGate } from '../server.ts';
import { pushImage } from './pack.ts';
import { filesOf, type Sample, sampleFolder, samples } from './samples.ts';

/** How one pull through the gate ended: what a client would have seen. */
export interface Pull {
  readonly image: string;
  readonly outcome: 'allowed' | 'denied';
  readonly message: string;
}

export interface TryOut {
  readonly gate: RunningGate;
  readonly configuration: GateConfiguration;
  readonly pulls: readonly Pull[];
  readonly signing: SampleSigning;
}

/** What samples are scanned and signed with; made on the first start, kept afterwards. */
export interface SampleSigning {
  readonly keyFile: string;
  readonly passwordFile: string;
  readonly policyFile: string;
  /** The samples' own vulnerability database: it knows their packages only. */
  readonly database: string;
}

export interface TryOptions {
  readonly listen?: string;
  /** Where everything is kept; deleting it starts over. */
  readonly data: string;
  readonly workingDirectory: string;
  readonly onStep?: (text: string) => void;
}

/**
 * The gate on its embedded defaults with four sample images: keys, policy and database are made where they are
 * missing, the samples pushed, scanned and signed, and each pulled once through the gate.
 */
export async function startTryOut(options: TryOptions, environment: GateEnvironment): Promise<TryOut> {
  const configuration = readConfiguration(
    { data: options.data, ...(options.listen === undefined ? {} : { listen: options.listen }) },
    options.workingDirectory,
  );
  options.onStep?.('making a key pair, the policy and the vulnerability database');
  const signing = await prepareSigning(configuration, environment);
  const gate = await startGate(configuration, environment);
  try {
    for (const sample of samples) {
      options.onStep?.(`making ${sample.repository}:${sample.tag}`);
      await prepareSample(sample, new URL(gate.upstream).host, signing, environment);
    }
    const pulls: Pull[] = [];
    for (const sample of samples) pulls.push(await pull(gate, sample, environment.http));
    return { gate, configuration, pulls, signing };
  } catch (error) {
    await gate.close();
    throw error;
  }
}

export async function prepareSigning(
  configuration: GateConfiguration,
  { clock }: GateEnvironment,
): Promise<SampleSigning> {
  const home = configuration.dataDirectory;
  const signing: SampleSigning = {
    keyFile: join(home, 'key.key'),
    passwordFile: join(home, 'key.password'),
    policyFile: configuration.policyFile,
    database: join(home, 'advisories.db'),
  };
  if (!existsSync(signing.keyFile)) {
    const password = randomBytes(24).toString('base64url');
    const pair = generateKeyPair(password);
    writeFileAtomically(signing.passwordFile, `${password}\n`, 0o600);
    writeFileAtomically(join(home, 'key.pub'), pair.publicPem);
    writeFileAtomically(signing.keyFile, pair.privatePem, 0o600);
  }
  if (!existsSync(signing.policyFile)) {
    writeFileAtomically(signing.policyFile, standardPolicy({ keyFile: 'key.pub' }));
  }
  await importAdvisories({
    paths: [join(sampleFolder(), 'advisories')],
    into: signing.database,
    now: clock(),
  });
  return signing;
}

/** Pushes a sample to the registry on `host`, signs it where it is to be signed, moves its tag where it is to move. */
export async function prepareSample(
  sample: Sample,
  host: string,
  signing: SampleSigning,
  { env, clock, http }: Pick<GateEnvironment, 'env' | 'clock' | 'http'>,
): Promise<void> {
  const repository = openRepository(
    { host, repository: sample.repository },
    { http, credentials: dockerCredentials(env) },
  );
  const config = { Entrypoint: ['/app/greet'], User: '1000:1000' };
  await pushImage(repository, sample.tag, filesOf(sample), config);
  if (sample.signed) {
    await checkpoint(
      {
        image: `${host}/${sample.repository}:${sample.tag}`,
        platform: 'linux/amd64',
        policyFile: signing.policyFile,
        formats: [],
        advisories: signing.database,
        attest: {
          keyFile: signing.keyFile,
          password: readTextFile(signing.passwordFile).trim(),
          tags: [],
        },
      },
      { env, clock, http },
    );
  }
  if (sample.movedAfterwards) {
    await pushImage(repository, sample.tag, filesOf(sample, 'Not what you signed.'), config);
  }
}

/** Asks the gate for the manifest over HTTP, as any client does. */
async function pull(gate: RunningGate, sample: Sample, http: Http): Promise<Pull> {
  const image = `${new URL(gate.url).host}/${sample.repository}:${sample.tag}`;
  const url = `${gate.url}/v2/${sample.repository}/manifests/${sample.tag}`;
  const response = await http.request(url, { headers: { accept: manifestAccept } });
  const chunks: Buffer[] = [];
  for await (const chunk of response.body) chunks.push(Buffer.from(chunk));
  const [decision] = await gate.store.decisions({ repository: sample.repository, limit: 1 });
  const said = decision?.message ?? Buffer.concat(chunks).toString('utf8').slice(0, 500);
  // The image stands beside it already.
  const message = said.replace(/^\S+ \(sha256:\S+\) is (?:allowed|blocked): /, '');
  return { image, outcome: response.status === 200 ? 'allowed' : 'denied', message };
}
