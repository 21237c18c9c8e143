import { printable } from '../../errors.ts';
import type { Finding } from '../../model/scan-report.ts';
import { type Check, type CheckInput, hasConfiguration, misconfiguration } from './check.ts';
import { type Assignment, assignments, historyCoversLayers, instructions } from './history.ts';

const maxShownLength = 80;

/** What a variable's name ends with when it holds a secret; a name goes on (`PASSWORD_FILE`, `TOKEN_TTL`) when not. */
const secretName = new RegExp(
  `(?:${[
    'PASSWORD|PASSWD|PASSPHRASE|SECRET|_PWD',
    'SECRET_KEY_BASE|CONNECTION_STRING|REDISCLI_AUTH|DOCKER_AUTH_CONFIG|AZURE_STORAGE_KEY',
    '(?:^|_)(?:PASS|PW|CREDENTIALS?)',
    '(?:^|_|ACCESS|API|AUTH|REFRESH|SESSION)TOKEN',
    '(?:^|_)(?:ACCESS|ACCOUNT|API|ENCRYPTION|MASTER|PRIVATE|SECRET|SESSION|SHARED|SIGNING)_?KEY',
  ].join('|')})$`,
);

/** Forms that are a secret under any name; each is matched against the whole value. */
const secretValues: readonly RegExp[] = [
  /^(?:AKIA|ASIA)[A-Z0-9]{16}$/, // AWS access key id
  /^(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{50,255})$/,
  /^glpat-[\w.-]{20,255}$/,
  /^npm_[A-Za-z0-9]{36}$/,
  /^pypi-AgE[\w-]{50,255}$/,
  /^xox[abeprs]-[A-Za-z0-9-]{10,255}$/, // Slack
  /^AIza[\w-]{35}$/, // Google API key
  /^[rs]k_live_[A-Za-z0-9]{20,255}$/, // Stripe
  /^eyJ[\w-]{10,4096}\.eyJ[\w-]{10,4096}\.[\w-]{10,4096}$/, // JSON web token
  /^-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY-----/,
];

const passwordInUrl = /^[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]{0,256}:([^\s/@]{1,256})@/i;

const flags = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'none', 'null', 'undefined', '0', '1']);

/** CIS Docker Benchmark 4.10: no secret in the environment or the build arguments that the image keeps. */
export const secretVariables: Check = {
  rule: 'CIS-4.10',
  title: 'Secret in the image configuration',
  severity: 'high',
  reason:
    'Whoever may pull the image reads its configuration and history: a value set in one layer stays there after it is unset.',
  remedy: 'docker run --env NAME IMAGE',
  isDecidable: (input) => hasConfiguration(input) && historyCoversLayers(input),
  run(input) {
    const seen = new Set<string>();
    return variables(input).flatMap(({ name, value, where, layer }) => {
      const key = `${where} ${name}`;
      if (seen.has(key) || !isSecret(name, value)) return [];
      seen.add(key);
      const shownName = printable(name.slice(0, maxShownLength));
      return misconfiguration(secretVariables, {
        // Never the value.
        title: `${where} ${shownName} holds a secret; revoke it: whoever pulled the image has it`,
        key,
        layer,
        remedy:
          where === 'ENV'
            ? `docker run --env ${shownName} IMAGE`
            : `RUN --mount=type=secret,id=${shownName} COMMAND`,
      });
    });
  },
};

interface Variable extends Assignment {
  readonly where: 'ENV' | 'build argument';
  readonly layer: Finding['layer'];
}

/** What a container would see first, then what only the history still shows. */
function variables(input: CheckInput): Variable[] {
  const environment = (input.config.config?.Env ?? []).map((entry): Variable => {
    const [name = ''] = entry.split('=', 1);
    return { name, value: entry.slice(name.length + 1), where: 'ENV', layer: null };
  });
  const past = instructions(input).flatMap(({ name, text, buildArguments, layer }): Variable[] => {
    if (name === 'ENV') return assignments(text).map((set) => ({ ...set, where: 'ENV', layer }));
    const set = name === 'ARG' ? assignments(text) : buildArguments;
    return set.map((argument) => ({ ...argument, where: 'build argument', layer }));
  });
  return [...environment, ...past];
}

function isSecret(name: string, written: string): boolean {
  const value = written.trim();
  if (secretValues.some((form) => form.test(value))) return true;
  const password = passwordInUrl.exec(value)?.[1];
  if (password !== undefined) return isLiteral(password);
  return secretName.test(upperSnake(name)) && isLiteral(value) && !isFilePath(value);
}

/** `dbPassword`, `spring.datasource.password` and `db-password` are spelled `…_PASSWORD` here. */
function upperSnake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[.-]/g, '_')
    .toUpperCase();
}

/** False for nothing, for a switch, and for a place where a value is to be put in later. */
function isLiteral(value: string): boolean {
  if (value === '' || flags.has(value.toLowerCase())) return false;
  return !/^\$\{?\w+\}?$|^<[^<>]*>$|^\{\{[^{}]*\}\}$|^\*+$|^x{3,}$/i.test(value);
}

/** The path of a mounted secret is not the secret. Base64 may begin with a slash too, so only usual folders count. */
function isFilePath(value: string): boolean {
  return /^(?:file:\/\/)?\/(?:app|data|etc|home|mnt|opt|root|run|secrets?|srv|tmp|usr|var|vault|workspace)\/[\w./@-]+$/.test(
    value,
  );
}
