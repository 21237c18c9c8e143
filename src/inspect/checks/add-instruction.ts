import { printable } from '../../errors.ts';
import { type Check, misconfiguration } from './check.ts';
import { historyCoversLayers, type Instruction, instructions } from './history.ts';

const maxShownLength = 80;

/** CIS Docker Benchmark 4.9: files come into the image by COPY. */
export const addInstruction: Check = {
  rule: 'CIS-4.9',
  title: 'ADD instead of COPY',
  severity: 'low',
  reason:
    'ADD also downloads and unpacks: what comes into the image depends on a server, or on what an archive turns out to hold.',
  remedy: 'COPY SOURCE TARGET',
  isDecidable: historyCoversLayers,
  run(input) {
    return instructions(input).flatMap((instruction) => {
      const add = instruction.name === 'ADD' ? parseAdd(instruction) : undefined;
      // The base image's own root file system: there is no layer below it to copy from.
      if (add === undefined || (instruction.isFirstLayer && add.target === '/')) return [];
      const target = printable(add.target.slice(0, maxShownLength));
      return misconfiguration(addInstruction, {
        // The source is not shown: a URL may carry a password.
        title: `ADD brings ${add.isRemote ? 'a remote file' : 'local files'} to ${target}`,
        key: `${add.isRemote ? 'remote' : 'local'} ${add.target}`,
        layer: instruction.layer,
        ...(add.isRemote ? { remedy: "RUN curl -fsSLo FILE URL && echo 'SHA256  FILE' | sha256sum -c" } : {}),
      });
    });
  },
};

/** `ADD [--flag=…] SOURCE… TARGET` (BuildKit), or `ADD file:HASH in TARGET` (classic builder). */
function parseAdd({ text }: Instruction): { readonly isRemote: boolean; readonly target: string } {
  const words = text.split(/\s+/).filter((word) => word !== '' && !word.startsWith('--'));
  const sources = words.slice(0, -1);
  const isRemote = sources.some((source) => /^(?:https?|ftp|git|ssh):\/\/|^git@/i.test(source));
  return { isRemote, target: words.at(-1) ?? '' };
}
