import type { FileView } from '../image/file-view.ts';

/** Package databases that are known and not read: an image with one of them has packages nobody looked at. */
export const unreadFormats: readonly { readonly name: string; readonly paths: readonly string[] }[] = [
  { name: 'chisel', paths: ['var/lib/chisel/manifest.wall'] },
  { name: 'pacman', paths: ['var/lib/pacman/local'] },
  { name: 'Portage', paths: ['var/db/pkg'] },
  { name: 'opkg', paths: ['usr/lib/opkg/status', 'var/lib/opkg/status'] },
  { name: 'Nix', paths: ['nix/var/nix/db/db.sqlite'] },
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
