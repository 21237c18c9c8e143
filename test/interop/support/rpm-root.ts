import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { peer } from './peers.ts';
import { mustRun } from './processes.ts';

/**
 * Every kind of file that a package can have; two packages of one source, a file that both bring, an epoch, a module.
 */
const spec = `
Name: alpha
Epoch: 2
Version: 1.5~rc1
Release: 3.el9
Summary: alpha
License: MIT
ModularityLabel: alpha:1.5:920240101:abcdef
%description
alpha
%package -n beta-tools
Summary: beta
BuildArch: noarch
%description -n beta-tools
beta
%install
cd %{buildroot}
mkdir -p usr/bin usr/lib/alpha etc usr/share/doc/alpha usr/share/beta var/lib/alpha
echo 'echo alpha' > usr/bin/alpha
ln -s alpha usr/bin/alfa
echo plugin > 'usr/lib/alpha/ä plugin'
echo conf > etc/alpha.conf
echo doc > usr/share/doc/alpha/README
echo state > var/lib/alpha/state
echo shared > usr/share/beta/shared
%files
%attr(755,root,root) /usr/bin/alpha
/usr/bin/alfa
/usr/lib/alpha
%config(noreplace) /etc/alpha.conf
%doc /usr/share/doc/alpha/README
%dir /var/lib/alpha
%verify(not md5 size mtime) /var/lib/alpha/state
%ghost /var/lib/alpha/cache
/usr/share/beta/shared
%files -n beta-tools
/usr/share/beta/shared
`;

const databaseFolder = 'var/lib/rpm';

export interface RpmRoot {
  readonly folder: string;
  /** What `rpm -q` prints for this format, without documentation that was left out. */
  query(format: string): Promise<string[]>;
}

/** A root with packages that rpmbuild made and rpm installed, without documentation; SQLite is Debian's format. */
export async function rpmRoot(folder: string): Promise<RpmRoot> {
  const build = join(folder, 'build');
  const root = join(folder, 'root');
  await mkdir(build);
  await mkdir(join(root, 'etc'), { recursive: true });
  await writeFile(join(build, 'alpha.spec'), spec);
  await writeFile(join(root, 'etc', 'os-release'), 'ID="almalinux"\nVERSION_ID="9.3"\n');
  await mustRun(peer('rpmbuild'), ['-bb', '--define', `_topdir ${build}`, join(build, 'alpha.spec')]);
  const { stdout } = await mustRun('find', [join(build, 'RPMS'), '-name', '*.rpm']);
  const packages = stdout.trim().split('\n').sort();
  const install = ['--install', '--nodeps', '--excludedocs', '--replacefiles'];
  await mustRun(peer('rpm'), [...at(root), ...install, ...packages]);
  return { folder: root, query: (format) => query(root, [], format) };
}

/** The same packages in a Berkeley DB that its own tools made, in either byte order. */
export async function berkeleyRoot(
  folder: string,
  { folder: sqliteRoot }: RpmRoot,
  order: 'big' | 'little',
): Promise<RpmRoot> {
  const root = join(folder, `berkeley-${order}`);
  await mkdir(join(root, databaseFolder), { recursive: true });
  const db = new DatabaseSync(join(sqliteRoot, databaseFolder, 'rpmdb.sqlite'), { readOnly: true });
  const rows = db.prepare('SELECT hnum, blob FROM Packages').all();
  db.close();
  const key = (number: number): string => {
    const bytes = Buffer.alloc(4);
    if (order === 'big') bytes.writeUInt32BE(number);
    else bytes.writeUInt32LE(number);
    return bytes.toString('hex');
  };
  const dump = [
    'VERSION=3',
    'format=bytevalue',
    'type=hash',
    'db_pagesize=4096',
    `db_lorder=${order === 'big' ? 4321 : 1234}`,
    'HEADER=END',
    ...rows.flatMap(({ hnum, blob }) => [
      ` ${key(Number(hnum))}`,
      ` ${Buffer.from(blob as Uint8Array).toString('hex')}`,
    ]),
    ` ${key(0)}`,
    ` ${key(rows.length + 1)}`,
    'DATA=END',
    '',
  ].join('\n');
  await mustRun(peer('db5.3_load'), [join(root, databaseFolder, 'Packages')], { input: dump });
  return { folder: root, query: (format) => query(root, ['--define', '_db_backend bdb_ro'], format) };
}

function at(root: string): string[] {
  return ['--root', root, '--define', `_dbpath /${databaseFolder}`];
}

async function query(root: string, options: readonly string[], format: string): Promise<string[]> {
  const args = [...at(root), ...options, '--query', '--all', '--queryformat', format];
  const { stdout } = await mustRun(peer('rpm'), args);
  return stdout.split('\n').filter((line) => line !== '');
}
