import { isDefaultPassword } from './default-login.ts';

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

const flags = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'none', 'null', 'undefined', '0', '1']);

/** True when a variable of this name holds a secret, unless it is empty, a switch, a path or left open. */
export function isNamedSecret(name: string, written: string): boolean {
  const value = written.trim();
  return secretName.test(upperSnake(name)) && isLiteral(value) && !isFilePath(value);
}

/** The same where values are written as examples too: words for a password are none. */
export function isRealNamedSecret(name: string, written: string): boolean {
  return (
    isNamedSecret(name, written) &&
    !isDefaultPassword(written.trim()) &&
    !/change|example|your/i.test(written)
  );
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
