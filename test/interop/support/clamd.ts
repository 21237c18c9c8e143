import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, startProcess, temporaryFolder } from './processes.ts';

/** Where Debian's clamav-testfiles puts them. */
export const clamavTestFiles = '/usr/share/clamav-testfiles';

/** By md5 and size, as `.hdb` files have it: the program inside of all of ClamAV's test files, and EICAR's. */
const signatures = [
  'aa15bcf478d165efd2065190eb473bcb:544:ClamAV-Test-File',
  '44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test-Signature',
];

/** The size of a file that it takes. */
export const clamdMaxBytes = 3 * 1024 * 1024;

/** Debian's clamd with these two signatures and no others, on a socket and a port. Stopped by `stopEverything`. */
export async function startClamd(): Promise<{ readonly unix: string; readonly tcp: string }> {
  const folder = await temporaryFolder();
  const path = join(folder, 'clamd.sock');
  const port = await freePort();
  await mkdir(join(folder, 'db'));
  await writeFile(join(folder, 'db', 'test.hdb'), `${signatures.join('\n')}\n`);
  const settings = {
    Foreground: 'yes',
    LocalSocket: path,
    TCPAddr: '127.0.0.1',
    TCPSocket: String(port),
    DatabaseDirectory: join(folder, 'db'),
    LogFile: join(folder, 'clamd.log'),
    PidFile: join(folder, 'clamd.pid'),
    StreamMaxLength: String(clamdMaxBytes),
  };
  const file = join(folder, 'clamd.conf');
  await writeFile(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name} ${value}\n`)
      .join(''),
  );
  await startProcess({
    command: '/usr/sbin/clamd',
    args: ['--config-file', file],
    ready: { port },
  });
  return { unix: `unix:${path}`, tcp: `tcp:127.0.0.1:${port}` };
}
