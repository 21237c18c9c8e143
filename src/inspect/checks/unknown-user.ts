import { printable } from '../../errors.ts';
import { accountsOf } from '../../image/accounts.ts';
import { type Check, type CheckInput, hasConfiguration, misconfiguration } from './check.ts';

/** The name that the image's USER gives is an account of the image: engines refuse to start it otherwise. */
export const unknownUser: Check = {
  rule: 'unknown-user',
  title: 'USER that the image does not have',
  severity: 'medium',
  reason: 'No engine starts it as it is, and whoever overrides the user to make it start mostly picks root.',
  remedy: 'USER 10001:10001, or RUN useradd NAME before it',
  isDecidable: (input) => hasConfiguration(input) && accountsOf(input.view).users !== null,
  run(input) {
    const name = nameOf(input);
    const users = accountsOf(input.view).users;
    if (name === undefined || users === null || users.some((user) => user.name === name)) return [];
    return [
      misconfiguration(unknownUser, {
        title: `USER ${printable(name)} is no account in /etc/passwd`,
        key: name,
      }),
    ];
  },
};

/** undefined for none, for a number, and for root, which engines know without a file. */
function nameOf({ config }: CheckInput): string | undefined {
  const name = (config.config?.User ?? '').split(':')[0]?.trim() ?? '';
  return name === '' || name === 'root' || /^[+-]?\d+$/.test(name) ? undefined : name;
}
