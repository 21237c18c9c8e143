import type { Command as Program } from 'commander';
import type { Http } from '../io/http.ts';
import type { Clock } from '../model/time.ts';

/** What a command may use of the outside world. */
export interface CommandContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  readonly clock: Clock;
  readonly http: Http;
  readonly stdout: {
    write(text: string | Uint8Array): unknown;
    readonly isTTY?: boolean;
    readonly columns?: number;
  };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  /** Ends what runs when the person presses Ctrl-C or the job is cancelled. */
  readonly signal: AbortSignal;
  /** `--debug`: say how long each stage takes. */
  readonly debug?: boolean;
  /** Called with the exit code: 0 acceptable, 1 the policy says no, 3 not complete. Errors throw instead. */
  readonly exit: (code: 0 | 1 | 3) => void;
}

/** One command of the command line. A new one is a file in commands/ and a line in commands.ts. */
export type Command = (program: Program, context: CommandContext) => void;
