import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { fault, reasonOf } from '../src/errors.ts';
import { parseSafely } from '../src/model/parsed-by.ts';
import { isMistake, readYaml } from '../src/verdict/yaml-source.ts';

/** Bounds of everything a caller can send or make the gate hold, in one place. */
export const limits = {
  /** Bytes of a push event's body. */
  hookBytes: 1024 * 1024,
  /** How long a decision may take before the pull is answered with 503, in milliseconds. */
  decisionMs: 30_000,
  /** How long an upstream may stay silent on one request, in milliseconds. */
  upstreamIdleMs: 120_000,
  /** How long an allowed decision is reused for the same repository, tag and digest, in milliseconds. */
  allowReuseMs: 5_000,
  /** The same for a denial: short, so that a fixed image is served soon. */
  denyReuseMs: 1_000,
  /** Decisions held for reuse. */
  reusedDecisions: 10_000,
  /** Reasons that a denied client is told; the first is what its engine prints. */
  toldReasons: 20,
  /** How long a client may stay silent in the middle of a request or an answer, in milliseconds. */
  clientIdleMs: 180_000,
  /** Push events that wait for verification; more are refused with 503 and sent again by the registry. */
  waitingEvents: 1_000,
} as const;

const listenForm = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):(\d{1,5})$/;

const fileSchema = z.strictObject({
  upstream: z.url({ protocol: /^https?$/ }).optional(),
  listen: z.string().regex(listenForm, 'is not HOST:PORT').optional(),
  policy: z.string().min(1).optional(),
  data: z.string().min(1).optional(),
  head: z.enum(['deny', 'allow']).optional(),
  plainHttp: z.boolean().optional(),
  hooks: z.record(z.string(), z.strictObject({ secretFile: z.string().min(1) })).optional(),
});

/** What the command line gave; it wins over the file. */
export interface GateOptions {
  readonly upstream?: string;
  readonly listen?: string;
  readonly policy?: string;
  readonly data?: string;
  readonly config?: string;
  readonly plainHttp?: boolean;
}

/** The gate's configuration, whole and checked. Paths are absolute. */
export interface GateConfiguration {
  /** undefined: the built-in registry in `data` is served. */
  readonly upstream: URL | undefined;
  readonly listen: { readonly host: string; readonly port: number };
  readonly policyFile: string;
  readonly dataDirectory: string;
  /** What a HEAD of a blocked manifest is answered with; docs/gate.md says what each choice costs. */
  readonly head: 'deny' | 'allow';
  readonly plainHttp: boolean;
  /** Shared secrets of the push event hooks, by registry name. */
  readonly hookSecrets: ReadonlyMap<string, string>;
}

/**
 * Joins command line options, the configuration file and the defaults.
 * @throws CONFIGURATION_MALFORMED FILE_UNREADABLE
 */
export function readConfiguration(options: GateOptions, workingDirectory: string): GateConfiguration {
  const file = options.config === undefined ? undefined : resolve(workingDirectory, options.config);
  const written = file === undefined ? {} : parseConfigurationFile(file);
  const beside = file === undefined ? workingDirectory : dirname(file);
  const path = (option: string | undefined, inFile: string | undefined, otherwise: string): string =>
    option === undefined ? resolve(beside, inFile ?? otherwise) : resolve(workingDirectory, option);

  const dataDirectory = path(options.data, written.data, '.sekisho');
  const upstream = options.upstream ?? written.upstream;
  return {
    upstream: upstream === undefined ? undefined : parseUpstream(upstream),
    listen: parseListen(options.listen ?? written.listen ?? '127.0.0.1:8080'),
    policyFile: path(options.policy, written.policy, resolve(dataDirectory, 'sekisho.yaml')),
    dataDirectory,
    head: written.head ?? 'deny',
    plainHttp: options.plainHttp ?? written.plainHttp ?? false,
    hookSecrets: new Map(
      Object.entries(written.hooks ?? {}).map(([name, hook]) => [
        name,
        readSecret(resolve(beside, hook.secretFile)),
      ]),
    ),
  };
}

function parseConfigurationFile(file: string): z.infer<typeof fileSchema> {
  const text = readText(file);
  // Comments alone set nothing.
  if (text.replace(/^\s*#.*$/gm, '').trim() === '') return {};
  const source = readYaml(text);
  if (isMistake(source)) throw malformed(file, `line ${source.line}: ${source.problem}`);
  const result = parseSafely(fileSchema, source.value);
  if (result.success) return result.data;
  const [issue] = result.issues;
  if (issue?.code === 'unrecognized_keys') {
    throw malformed(
      file,
      `unknown key "${issue.keys[0]}"; known keys: ${Object.keys(fileSchema.shape).join(', ')}`,
    );
  }
  throw malformed(file, `${issue?.path.join('.')} ${issue?.message}`);
}

function parseUpstream(text: string): URL {
  const url = URL.parse(text.includes('://') ? text : `https://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol) || (url.pathname !== '/' && url.pathname !== '')) {
    throw malformed('--upstream', `${text} is not the address of a registry, as in https://registry.example`);
  }
  if (url.username !== '' || url.password !== '') {
    throw malformed(
      '--upstream',
      'it holds a credential; clients send their own, the gate reads DOCKER_CONFIG',
    );
  }
  return url;
}

function parseListen(text: string): GateConfiguration['listen'] {
  const match = listenForm.exec(text);
  const port = Number(match?.[2]);
  if (match === null || port > 65_535) throw malformed('--listen', `${text} is not HOST:PORT`);
  return { host: (match[1] ?? '').replace(/^\[|\]$/g, ''), port };
}

function readSecret(file: string): string {
  const secret = readText(file).trim();
  if (secret.length < 16) throw malformed(file, 'a hook secret must have at least 16 characters');
  return secret;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw fault('FILE_UNREADABLE', { path: file, reason: reasonOf(cause) }, { cause });
  }
}

function malformed(file: string, problem: string): Error {
  return fault('CONFIGURATION_MALFORMED', { file, problem });
}
