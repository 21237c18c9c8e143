import { isDefaultPassword } from '../default-login.ts';
import type { SecretRule } from '../rule.ts';

const settingsFile =
  /\.(?:cfg|conf|config|env|ini|json|properties|plist|tf|tfvars|toml|xml|ya?ml)$|(?:^|\/)\.env[\w.-]{0,40}$/i;
const codeFile =
  /\.(?:bash|cs|go|groovy|java|jsx?|kt|lua|mjs|cjs|php|pl|ps1|py|rb|rs|scala|sh|swift|tsx?|zsh)$/i;
const lockFile =
  /(?:^|\/)(?:[\w.-]{0,40}[.-]lock(?:\.json|\.ya?ml)?|package-lock\.json|npm-shrinkwrap\.json)$/i;

const names = [
  'password',
  'passwd',
  'passphrase',
  'secret',
  'token',
  'api_key',
  'api-key',
  'apikey',
  'access_key',
  'accesskey',
  'auth_key',
  'private_key',
  'secret_key',
  'secretkey',
  'encryption_key',
  'signing_key',
];
const name = `(?:${names.join('|')})`;
const given = String.raw`\\?["'\])]{0,2}[ \t]{0,20}(?::=|=>|[=:,])[ \t]{0,20}`;
const value = '(?<secret>[A-Za-z0-9+/=_.~!@#%^&*-]{16,200})';

/** Random characters have digits among the letters; a path, a version, a name in words has another look. */
function looksRandom(secret: string): boolean {
  const count = (form: RegExp): number => secret.match(form)?.length ?? 0;
  const isNamed =
    /^[a-z]+(?:[-_.][a-z]+)+\d{0,4}$/i.test(secret) ||
    /^[./@]|\.(?:com|org|net|io|pem|key|json|ya?ml)$/.test(secret);
  return count(/\d/g) >= 2 && count(/[a-z]/gi) >= 3 && !isNamed && !isDefaultPassword(secret);
}

/** Values that only their names give away, where people write settings. */
export const settingsRules: readonly SecretRule[] = [
  {
    id: 'secret-in-settings',
    title: 'Secret in a settings file',
    severity: 'high',
    remedy: 'change it, and give it at run time',
    keywords: names,
    ignoreCase: true,
    wants: (path) => settingsFile.test(path) && !lockFile.test(path),
    pattern: new RegExp(
      String.raw`(?i:${name})${given}\\?(?:(?<quote>["'])${value}\\?\k<quote>|${value}\s{0,4}(?:[\r\n;,#}]|$))`,
      'y',
    ),
    minEntropy: 3.5,
    holds: (secret) => looksRandom(secret),
    certain: false,
  },
  {
    id: 'secret-in-code',
    title: 'Secret in source code',
    severity: 'high',
    remedy: 'change it, and give it at run time',
    keywords: names,
    ignoreCase: true,
    wants: (path) => codeFile.test(path),
    pattern: new RegExp(String.raw`(?i:${name})${given}(?<quote>["'\x60])${value}\k<quote>`, 'y'),
    minEntropy: 3.7,
    holds: (secret) => looksRandom(secret),
    certain: false,
  },
];
