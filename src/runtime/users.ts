import { printable } from '../errors.ts';
import type { Accounts } from '../image/accounts.ts';
import { maxId, type RuntimePolicy } from '../model/runtime-policy.ts';

/**
 * Who a container of the image starts as: `User` of its configuration (`name`, `uid`, `name:group`, `uid:gid`, or
 * nothing, which is root), looked up as engines do (moby/sys `user`, GetExecUser). An id that cannot be told is null,
 * and a user that cannot be told counts as root.
 * @param user of the image's configuration; undefined or empty for none.
 */
export function usersOf(user: string | undefined, accounts: Accounts): RuntimePolicy['users'] {
  const written = user ?? '';
  const [userPart = '', ...rest] = written.split(':');
  const groupPart = rest.join(':');
  const started = lookUp(userPart, accounts.users, 'account', '/etc/passwd');
  const account = started.entry;
  // A user without an account starts in group 0; one that cannot be told, in a group that cannot be told.
  const ownGroup =
    started.id === null || accounts.users === null ? null : account === undefined ? 0 : account.group;
  const writtenGroup =
    groupPart === '' ? undefined : lookUp(groupPart, accounts.groups, 'group', '/etc/group');
  return {
    uid: started.id,
    gid: writtenGroup === undefined ? ownGroup : writtenGroup.id,
    groups: writtenGroup === undefined && account !== undefined ? memberships(account.name, accounts) : [],
    root: started.id === null || started.id === 0,
    source: [
      written === '' ? 'no USER in the image' : `USER ${printable(written)} of the image`,
      started.why,
      writtenGroup?.why ?? '',
    ]
      .filter((text) => text !== '')
      .join('; '),
  };
}

/** Groups that list the account; a group that USER writes out replaces them. */
function memberships(name: string, accounts: Accounts): number[] {
  const ids = (accounts.groups ?? []).flatMap(({ id, members }) =>
    id !== null && members.includes(name) ? [id] : [],
  );
  return [...new Set(ids)].sort((a, b) => a - b);
}

interface Found<Entry> {
  /** null when engines would not all take the same one. */
  readonly id: number | null;
  readonly entry?: Entry | undefined;
  readonly why: string;
}

/** Looks up one half of USER: a name, a number, or nothing, which is 0 for every engine. */
function lookUp<Entry extends { readonly name: string; readonly id: number | null }>(
  written: string,
  entries: readonly Entry[] | null,
  kind: string,
  file: string,
): Found<Entry> {
  const withId = (id: number): Entry | undefined => entries?.find((entry) => entry.id === id);
  if (written === '') return { id: 0, entry: withId(0), why: '' };
  const named = entries?.find(({ name }) => name === written);
  if (/^[+-]?\d+$/.test(written)) {
    const id = Number(written);
    if (!/^\d{1,10}$/.test(written) || id > maxId) {
      return { id: null, why: `${written} is no ${kind} id that every engine takes` };
    }
    // Older engines take the name: USER 1000 is root where an account that is called 1000 has the uid 0.
    if (named !== undefined && named.id !== id) {
      return { id: null, why: `engines disagree on it: ${written} is also a name in ${file}` };
    }
    return { id, entry: withId(id), why: '' };
  }
  if (entries === null) return { id: null, why: `${file} cannot be read` };
  if (named === undefined)
    return { id: null, why: `${file} has no such ${kind}, so engines refuse to start it` };
  if (named.id === null)
    return { id: null, why: `its id in ${file} is no number that every engine reads alike` };
  return { id: named.id, entry: named, why: `looked up in ${file}` };
}
