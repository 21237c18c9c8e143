import { describe, expect, test } from 'vitest';
import { entryPointOf } from '../../src/runtime/entry-point.ts';
import type { FakeLayer } from '../fakes/file-view.ts';
import { executable, imageConfig, type SampleConfig, view } from './sample.ts';

const program = { mode: 0o755 };
const files: FakeLayer = {
  'usr/bin/app': program,
  'usr/local/bin/app': { mode: 0o644 },
  'usr/bin/dash': program,
  'usr/bin/env': program,
  'usr/bin/node': program,
  bin: { link: 'usr/bin' },
  'usr/bin/sh': { link: 'dash' },
  'opt/tool': program,
  'opt/escape': { link: '../../../../usr/bin/app' },
  'opt/loop': { link: 'loop' },
  'opt/folder/x': '',
  'srv/start.sh': program,
  'srv/start.js': program,
  'srv/start.lost': program,
};
const executables = [
  executable('/srv/start.sh', { kind: 'script', interpreter: '/bin/sh' }),
  executable('/srv/start.js', { kind: 'script', interpreter: '/usr/bin/env node' }),
  executable('/srv/start.lost', { kind: 'script', interpreter: '/usr/bin/fish' }),
];

function entryPoint(config: SampleConfig): ReturnType<typeof entryPointOf> {
  return entryPointOf({ config: imageConfig(config), view: view(files), executables });
}

describe('the executable', () => {
  test.each<[string, SampleConfig, string | null]>([
    [
      'a plain name is found in the default PATH, past a file that may not be executed',
      { Cmd: ['app'] },
      '/usr/bin/app',
    ],
    [
      'the PATH of the image is searched in its order',
      { Cmd: ['tool'], Env: ['PATH=/nowhere:/opt'] },
      '/opt/tool',
    ],
    ['the last PATH of the image counts', { Cmd: ['tool'], Env: ['PATH=/opt', 'PATH=/usr/bin'] }, null],
    [
      'an empty part of PATH is the working directory',
      { Cmd: ['tool'], Env: ['PATH='], WorkingDir: '/opt' },
      '/opt/tool',
    ],
    ['an absolute name is taken as it is', { Entrypoint: ['/opt/tool'], Cmd: ['x'] }, '/opt/tool'],
    [
      'a name with a slash starts in the working directory',
      { Cmd: ['./tool'], WorkingDir: 'opt' },
      '/opt/tool',
    ],
    ['folders and files behind links are followed', { Cmd: ['/bin/sh'] }, '/usr/bin/dash'],
    ['a link that points out of the image stays in it', { Cmd: ['/opt/escape'] }, '/usr/bin/app'],
    ['a link in a loop is no file', { Cmd: ['/opt/loop'] }, null],
    ['a folder is no program', { Cmd: ['/opt/folder'] }, null],
    ['a file that may not be executed is none', { Cmd: ['/usr/local/bin/app'] }, null],
    ['what is not there is not found', { Cmd: ['ghost'] }, null],
    ['an empty name is not found', { Entrypoint: [''] }, null],
    ['an image without a command has none', {}, null],
  ])('%s', (_, config, executablePath) => {
    expect(entryPoint(config).executable).toBe(executablePath);
  });

  test('argv is Entrypoint and Cmd together', () => {
    const { entrypoint, workingDirectory } = entryPoint({ Entrypoint: ['/opt/tool'], Cmd: ['-v', 'x'] });
    expect(entrypoint).toEqual(['/opt/tool', '-v', 'x']);
    expect(workingDirectory).toBe('/');
  });
});

describe('a script', () => {
  test.each([
    ['/srv/start.sh', '/usr/bin/dash', 'Cmd of the image; a script for /bin/sh'],
    ['/srv/start.js', '/usr/bin/node', 'Cmd of the image; a script for /usr/bin/env node'],
    ['/srv/start.lost', null, 'Cmd of the image; a script for /usr/bin/fish, which the image does not have'],
  ])('%s is run by %s', (path, interpreter, source) => {
    expect(entryPoint({ Cmd: [path] })).toMatchObject({ executable: path, interpreter, source });
  });
});

test('the source says what is missing, safe for one line of a terminal', () => {
  expect(entryPoint({ Entrypoint: ['a\u001b[2Jb'] }).source).toBe(
    'Entrypoint of the image: it has no executable file a\\u{1b}[2Jb',
  );
  expect(entryPoint({}).source).toBe('the image names neither Entrypoint nor Cmd');
});

test('a PATH of a million parts is cut off', () => {
  const path = `PATH=${'/x:'.repeat(1_000_000)}/opt`;
  expect(entryPoint({ Cmd: ['tool'], Env: [path] }).executable).toBeNull();
});
