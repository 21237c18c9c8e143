#!/usr/bin/env node
// Node 24 has what this program is built on (node:sqlite, zstd). In a checkout it lies in node_modules, locked; an
// older Node that was started by hand hands over to it. Nothing newer than Node 20 may be used in this file.
const oldest = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major >= oldest) {
  // Said on every start otherwise; the version is locked, so there is nothing a user could do about it.
  const emit = process.emitWarning.bind(process);
  process.emitWarning = ((warning: string | Error, ...rest: never[]) => {
    if (!String(rest[0]).includes('ExperimentalWarning')) emit(warning, ...rest);
  }) as typeof process.emitWarning;
  const { cacheFolder } = await import('../io/cache-folder.ts');
  const folder = cacheFolder(process.env);
  // In our own folder: whoever can write to it could run code, and Node's default is below the shared /tmp. Without a
  // cache folder everything is compiled anew; the command says what it misses when it needs the folder. What an
  // `import` of Node's own modules takes is time that every start would wait for.
  if (folder !== undefined) process.getBuiltinModule('node:module').enableCompileCache(`${folder}/compiled`);
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  const [{ existsSync }, { join }] = await Promise.all([import('node:fs'), import('node:path')]);
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const locked = join(
    import.meta.dirname,
    '..',
    'node_modules',
    `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
    'bin',
    name,
  );
  if (existsSync(locked)) {
    // Loaded here: every other start would wait for it, and for the network modules it brings.
    const { spawn } = await import('node:child_process');
    const child = spawn(locked, [import.meta.filename, ...process.argv.slice(2)], { stdio: 'inherit' });
    // A supervisor's signal reaches this process alone, and must not leave a gate behind that nobody knows of. A
    // terminal's Ctrl-C reaches both: passed on, it would be the second one, which ends without cleaning up.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (signal !== 'SIGINT' || process.stdin.isTTY !== true) child.kill(signal);
      });
    }
    process.exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 3));
    });
  } else {
    process.stderr.write(`sekisho needs Node ${oldest} or newer, this is ${process.versions.node}\n`);
    process.exitCode = 2;
  }
}
