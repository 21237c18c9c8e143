import { printable } from '../../errors.ts';
import { type Account, accountsOf } from '../../image/accounts.ts';
import { type Check, type CheckInput, misconfiguration } from './check.ts';

const maxNames = 5;

/** Every account has a user id of its own: files and processes belong to ids, not to names. */
export const duplicateIds: Check = {
  rule: 'duplicate-uid',
  title: 'Accounts that share a user id',
  severity: 'medium',
  reason: 'To the kernel they are one user: a second name for the id 0 is a second root.',
  remedy: 'RUN userdel ACCOUNT, or give it an id of its own',
  isDecidable: ({ view }) => accountsOf(view).users !== null,
  run(input) {
    return [...Map.groupBy(usersOf(input), ({ id }) => id)].flatMap(([id, same]) => {
      const names = [...new Set(same.map(({ name }) => name))];
      if (id === null || names.length < 2) return [];
      const shown = names.slice(0, maxNames).map(printable).join(', ');
      const more = names.length > maxNames ? ` and ${names.length - maxNames} more` : '';
      return {
        ...misconfiguration(duplicateIds, {
          title: `${shown}${more} share the user id ${id}`,
          key: `uid ${id}`,
        }),
        ...(id === 0 ? { severity: 'high' as const } : {}),
      };
    });
  },
};

function usersOf({ view }: CheckInput): readonly Account[] {
  return accountsOf(view).users ?? [];
}
