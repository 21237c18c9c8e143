import type { FileView } from '../image/file-view.ts';

/** Package databases that are known and not read: an image with one of them has packages nobody looked at. */
export const unreadFormats: readonly { readonly name: string; readonly paths: readonly string[] }[] = [
  { name: 'Bottlerocket', paths: ['usr/share/bottlerocket/application-inventory.json'] },
  { name: 'XBPS', paths: ['var/db/xbps'] },
  { name: 'Slackware', paths: ['var/lib/pkgtools/packages', 'var/log/packages'] },
  { name: 'FreeBSD', paths: ['var/db/pkg/local.sqlite'] },
  { name: 'Guix', paths: ['var/guix/db/db.sqlite'] },
  { name: 'snap', paths: ['var/lib/snapd/state.json'] },
];

/** One sentence for each package database in the image that no catalog reads; sorted as the table above. */
export function unreadDatabases(view: FileView): string[] {
  return unreadFormats.flatMap(({ name, paths }) => {
    const path = paths.find((candidate) => view.resolve(candidate) !== undefined);
    return path === undefined
      ? []
      : [`/${path}: ${name} databases are not read, so its packages are unknown`];
  });
}
