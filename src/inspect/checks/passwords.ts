import { printable } from '../../errors.ts';
import { type Check, type CheckInput, misconfiguration } from './check.ts';
import { type PasswordState, passwordReaders, passwordsOf } from './shadow.ts';

const unreadable = '/etc/shadow or /etc/passwd: it could not be read, so passwords are unknown';

function problems({ view }: CheckInput): string[] {
  return passwordsOf(view) === null ? [unreadable] : [];
}

function accountsWith({ view }: CheckInput, state: PasswordState['password']): readonly string[] {
  const names = (passwordsOf(view) ?? [])
    .filter(({ password }) => password === state)
    .map(({ name }) => name);
  return [...new Set(names)].sort();
}

/** No account lets in whoever asks (CVE-2019-5021 was Alpine's root). */
export const emptyPasswords: Check = {
  rule: 'empty-password',
  title: 'Account without a password',
  severity: 'high',
  reason: 'Whoever runs any program in the container becomes that user: su asks for nothing.',
  remedy: 'RUN passwd -l ACCOUNT',
  readers: passwordReaders,
  isDecidable: (input) => problems(input).length === 0,
  problems,
  run: (input) =>
    accountsWith(input, 'none').map((name) =>
      misconfiguration(emptyPasswords, {
        title: `the account ${printable(name)} has an empty password`,
        key: name,
        remedy: /^[a-z_][a-z0-9_-]{0,31}$/.test(name) ? `RUN passwd -l ${name}` : emptyPasswords.remedy,
      }),
    ),
};

/** No account has a password that everybody who pulls the image can try to break. */
export const passwordsInImage: Check = {
  rule: 'password-in-image',
  title: 'Account with a password in the image',
  severity: 'medium',
  reason: 'Whoever may pull the image has its hash, and every container of it has the same password.',
  remedy: 'RUN passwd -l ACCOUNT',
  isDecidable: (input) => problems(input).length === 0,
  run: (input) =>
    accountsWith(input, 'hash').map((name) =>
      misconfiguration(passwordsInImage, {
        title: `the account ${printable(name)} has a password in the image`,
        key: name,
      }),
    ),
};
