import type { Finding } from '../../model/scan-report.ts';
import type { CheckInput } from './check.ts';

/** One instruction of the Dockerfile, as the builder wrote it into the image's history. */
export interface Instruction {
  /** `RUN`, `ADD`, `ENV` …; empty for an entry that no Dockerfile builder wrote. */
  readonly name: string;
  /** What follows the name; of RUN, the command without the shell it is given to. */
  readonly text: string;
  /** Build arguments with a value, which builders keep beside the command they were given to. */
  readonly buildArguments: readonly Assignment[];
  /** diff id of the layer it made; null when it made none, or when history and layers do not fit together. */
  readonly layer: Finding['layer'];
  /** True for the first instruction that made a layer: the root file system of the base image. */
  readonly isFirstLayer: boolean;
}

export interface Assignment {
  readonly name: string;
  readonly value: string;
}

/**
 * The instructions of an image, oldest first. Known spellings: Docker's classic builder and buildah
 * (`/bin/sh -c #(nop)  ENV A=b`, `|1 A=b /bin/sh -c make`), BuildKit (`RUN |1 A=b /bin/sh -c make # buildkit`) and
 * kaniko (`RUN make`).
 */
export function instructions({ config, view }: CheckInput): readonly Instruction[] {
  const history = config.history ?? [];
  const fits = historyCoversLayers({ config, view });
  let next = 0;
  return history.map((entry) => {
    const index = entry.empty_layer === true ? undefined : next++;
    const layer = index === undefined || !fits ? null : (view.layers[index]?.diffId ?? null);
    return { ...parseInstruction(entry.created_by ?? ''), layer, isFirstLayer: index === 0 };
  });
}

/** True when each layer has its history entry: a squashed image, or one made without a Dockerfile, may have none. */
export function historyCoversLayers({ config, view }: Pick<CheckInput, 'config' | 'view'>): boolean {
  const made = (config.history ?? []).filter((entry) => entry.empty_layer !== true);
  return made.length > 0 && made.length === view.layers.length;
}

const names =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s+/;

/** Reads one `created_by`, of whichever builder. */
export function parseInstruction(createdBy: string): Pick<Instruction, 'name' | 'text' | 'buildArguments'> {
  const written = createdBy.replace(/ # buildkit$/, '').trim();
  const noOperation = '#(nop)';
  const marker = written.slice(0, 32).indexOf(noOperation);
  const body = marker < 0 ? written : written.slice(marker + noOperation.length).trim();
  const name = names.exec(body)?.[1];
  if (name !== undefined && name !== 'RUN') {
    return { name, text: body.slice(name.length).trim(), buildArguments: [] };
  }
  const command = name === undefined ? body : body.slice(name.length).trim();
  const shell = shellOf(command);
  const hasArguments = /^\|\d+\s/.test(command);
  if (name === undefined && shell?.start !== 0 && !hasArguments) {
    return { name: '', text: body, buildArguments: [] };
  }
  const argumentsEnd = shell?.start ?? command.length;
  return {
    name: 'RUN',
    text: command.slice(shell?.end ?? 0).trim(),
    buildArguments: hasArguments ? assignments(command.slice(command.search(/\s/), argumentsEnd)) : [],
  };
}

/**
 * Reads `A=b C=d e`. Builders write values unquoted, so a word that is no assignment belongs to the value before it.
 */
export function assignments(text: string): Assignment[] {
  const found: Assignment[] = [];
  for (const word of text.trim().split(/\s/)) {
    const equals = word.indexOf('=');
    const last = found.at(-1);
    if (equals > 0 && /^[A-Za-z_][\w.-]*$/.test(word.slice(0, equals))) {
      found.push({ name: word.slice(0, equals), value: word.slice(equals + 1) });
    } else if (last !== undefined) {
      found[found.length - 1] = { name: last.name, value: `${last.value} ${word}` };
    }
  }
  return found.map(({ name, value }) => ({ name, value: value.trim().replace(/^(["'])(.*)\1$/s, '$2') }));
}

/** Where the first `/bin/sh -c`, or another shell's with its options, stands in a command. */
function shellOf(command: string): { readonly start: number; readonly end: number } | undefined {
  const match = /(?:^|\s)\/\S*sh(?:\s+[\w-]{1,20}){0,6}?\s+-[a-z]*c(?:\s|$)/.exec(command);
  if (match === null) return undefined;
  return { start: match.index + match[0].indexOf('/'), end: match.index + match[0].length };
}
