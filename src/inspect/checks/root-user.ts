import { type Account, accountsOf } from '../../image/accounts.ts';
import { type Check, type CheckInput, hasConfiguration, misconfiguration } from './check.ts';

/** CIS Docker Benchmark 4.1: the image names a user that is not root. */
export const rootUser: Check = {
  rule: 'CIS-4.1',
  title: 'Runs as root',
  severity: 'medium',
  reason:
    'Root in a container is root of the kernel it shares: a flaw in the runtime or a mounted path is then a way out.',
  remedy: 'USER 10001:10001',
  isDecidable: (input) => hasConfiguration(input) && unreadPasswd(input).length === 0,
  problems: unreadPasswd,
  run(input) {
    if (!hasConfiguration(input)) return [];
    const how = rootBecause(userOf(input), accountsOf(input.view).users ?? []);
    return how === undefined ? [] : [misconfiguration(rootUser, { title: `Runs as root: ${how}` })];
  },
};

/** The user of `USER name:group`, without the group; empty when the image names none. */
function userOf({ config }: CheckInput): string {
  return (config.config?.User ?? '').split(':')[0]?.trim() ?? '';
}

/** A name is root or not by what passwd says; when that cannot be read, nobody knows. */
function unreadPasswd(input: CheckInput): string[] {
  const user = userOf(input);
  const needed = user !== '' && user !== 'root' && numberOf(user) === undefined;
  if (!needed || accountsOf(input.view).users !== null) return [];
  return [`/etc/passwd: it could not be read, so it is unknown whether the image's USER is root`];
}

/** `toor` is as much root as `root` is; an id that engines do not all read the same (null) may mean 0. */
function rootBecause(user: string, accounts: readonly Account[]): string | undefined {
  if (user === '') return 'the image names no user';
  if (user === 'root' || numberOf(user) === 0) return 'its USER is root';
  const account = accounts.find(({ name }) => name === user);
  if (account === undefined) return undefined;
  if (account.id === null) return 'its USER has no plain user id in /etc/passwd, which engines read as 0';
  return account.id === 0 ? 'its USER has the user id 0 in /etc/passwd' : undefined;
}

/** As engines read it (Go's strconv.Atoi): `00` and `+0` are 0 too. */
function numberOf(user: string): number | undefined {
  return /^[+-]?\d+$/.test(user) ? Math.abs(Number(user)) : undefined;
}
