import { isDefaultPassword } from '../default-login.ts';
import { digits, followedBy, issued, lowerCase, named, type SecretRule } from '../rule.ts';
import { isUserAndPassword } from '../user-and-password.ts';

/** Hosts that stand in manuals, or are the machine itself. */
const noHost =
  /@(?:localhost|127\.|\[?::1|0\.0\.0\.0|(?:[\w-]{1,60}\.)?example(?:\.|[/:]|$)|host(?:name)?\b|server\b|your)/i;
const maxLoginBytes = 300;
const at = 0x40;
const colon = 0x3a;

/** Whether a `:` and then an `@` follow the `x://` at `from` before anything that ends a login. */
function mayHoldLogin(bytes: Buffer, from: number): boolean {
  const end = Math.min(bytes.length, from + maxLoginBytes);
  let hasColon = false;
  for (let index = from + '://'.length + 1; index < end; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === at) return hasColon;
    if (byte === colon) hasColon = true;
    // Space and controls, quotes, slash, angle brackets.
    else if (byte <= 0x22 || byte === 0x27 || byte === 0x2f || byte === 0x3c || byte === 0x3e) return false;
  }
  return false;
}

/** Users with their passwords, and what stands for them for a while. */
export const loginRules: readonly SecretRule[] = [
  {
    id: 'url-password',
    title: 'URL with a password',
    severity: 'high',
    remedy: 'change the password, and give it at run time',
    keywords: [...`${lowerCase}${digits}`].map((character) => `${character}://`),
    glance: mayHoldLogin,
    pattern: /[a-z0-9]:\/\/[^\s:/@"'`<>{}$\\]{0,100}:(?<secret>[^\s/@"'`<>{}$\\]{3,200})@[\w.[-]{1,100}/y,
    minEntropy: 1.5,
    holds: (password, match) => {
      const user = match.slice(match.indexOf('://') + 3).split(':', 1)[0];
      return !isDefaultPassword(password, user) && !noHost.test(match);
    },
    certain: false,
  },
  {
    id: 'json-web-token',
    title: 'JSON web token',
    severity: 'medium',
    remedy: 'end the session, or replace the key that signed it',
    // `{"alg":`, `{"typ":`, `{"kid":`, `{"x5t`, `{"cty":`, `{"enc":` in base64.
    keywords: ['eyJhbGci', 'eyJ0eXAi', 'eyJraWQi', 'eyJ4NX', 'eyJjdHki', 'eyJlbmMi'],
    pattern: /(?<![\w.-])eyJ[\w-]{10,1000}\.eyJ[\w-]{10,4000}\.(?<secret>[\w-]{20,1000})(?![\w-])/y,
    reach: 6 * 1024,
    minEntropy: 4,
    holds: (_, match) => isSessionToken(match),
    certain: false,
  },
  named({
    id: 'basic-authorization',
    title: 'User and password in an Authorization header',
    revoke: 'by changing the password',
    keywords: ['authorization'],
    pattern:
      /authorization\\?["'\]]{0,2}\s{0,4}[:=,]\s{0,4}\\?["'`]?basic (?<secret>[A-Za-z0-9+/]{8,300}={0,2})(?![A-Za-z0-9+/=])/iy,
    structured: true,
    holds: (secret) => {
      const [user = '', password = ''] = Buffer.from(secret, 'base64').toString('latin1').split(':', 2);
      return isUserAndPassword(secret) && !isDefaultPassword(password, user) && user !== 'Aladdin';
    },
    reach: 400,
  }),
  named({
    id: 'bearer-authorization',
    title: 'Bearer token in an Authorization header',
    revoke: 'where it was issued',
    keywords: ['authorization'],
    pattern:
      /authorization\\?["'\]]{0,2}\s{0,4}[:=,]\s{0,4}\\?["'`]?bearer (?!eyJ)(?<secret>[A-Za-z0-9_.~+/-]{24,300}={0,2})(?![A-Za-z0-9_.~+/=-])/iy,
    minEntropy: 3.8,
    holds: (secret) => /\d/.test(secret),
    reach: 400,
  }),
  {
    id: 'curl-login',
    title: 'User and password of a curl call',
    severity: 'high',
    remedy: 'change the password, and give it at run time',
    keywords: ['curl '],
    pattern:
      /curl [^\n|;&]{0,200}?(?<= )(?:-u|--user)[ =]?["']?(?<user>[^\s:"'$]{1,64}):(?<secret>[^\s"'$<>{}]{4,100})/y,
    minEntropy: 1.5,
    holds: (password, match) =>
      !isDefaultPassword(password, /(?:-u|--user)[ =]?["']?([^:]{1,64}):/.exec(match)?.[1]),
    reach: 400,
    certain: false,
  },
  named({
    id: 'netrc-password',
    title: 'Password in a .netrc',
    revoke: 'by changing the password at the machine it names',
    keywords: ['password'],
    wants: (path) => /(?:^|\/)[._]netrc$/.test(path),
    pattern: /password\s{1,8}(?<secret>[^\s$<>{}]{4,200})/iy,
    minEntropy: 1.5,
    holds: (password) => !isDefaultPassword(password),
  }),
  issued({
    id: 'pgpass-password',
    title: 'PostgreSQL password in a .pgpass',
    revoke: 'by changing the password of the role',
    keywords: followedBy(':543', digits),
    wants: (path) => /(?:^|\/)\.?pgpass(?:\.conf)?$/.test(path),
    pattern: /:543[0-9]:[^:\s]{1,64}:[^:\s]{1,64}:(?<secret>[^\s:$<>{}]{3,200})/y,
    minEntropy: 1.5,
    holds: (password) => !isDefaultPassword(password),
    certain: false,
  }),
  {
    id: 'password-hash',
    title: 'Password hash',
    severity: 'medium',
    remedy: 'lock the account, or set its password at run time',
    // crypt(5)
    keywords: [':$y$', ':$6$', ':$5$', ':$1$', ':$2a$', ':$2b$', ':$2y$', ':$7$', ':$gy$', ':$apr1$'],
    wants: (path) => /^etc\/g?shadow-?$|(?:^|\/)\.?htpasswd$/.test(path),
    pattern: /:\$(?:y|gy|7|[156]|2[aby]|apr1)\$(?<secret>[./A-Za-z0-9$=,]{20,200})/y,
    certain: true,
  },
];

/** False for what is no token at all, the sample of jwt.io, and keys that are made to be public. */
function isSessionToken(text: string): boolean {
  const [header, payload] = text.split('.', 2).map(parsed);
  if (typeof header?.alg !== 'string' || header.alg === 'none' || payload === undefined) return false;
  return payload.sub !== '1234567890' && payload.name !== 'John Doe' && payload.role !== 'anon';
}

function parsed(base64: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(base64, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
