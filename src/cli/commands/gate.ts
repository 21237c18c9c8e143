import type { GateOptions } from '../../../registry-hook/configuration.ts';
import { readConfiguration } from '../../../registry-hook/configuration.ts';
import { jsonLog } from '../../../registry-hook/log.ts';
import { readGatePolicy, startGate } from '../../../registry-hook/server.ts';
import type { Command } from '../command.ts';

interface Options extends GateOptions {
  readonly check?: boolean;
}

/** `sekisho gate`: the checkpoint in front of a registry. */
export const gateCommand: Command = (program, context) => {
  program
    .command('gate')
    .description('run the gate in front of a registry, or in front of a built-in one')
    .option('--upstream <url>', 'the registry behind the gate (default: a built-in one in the data folder)')
    .option('--listen <host:port>', 'where clients pull from (default: 127.0.0.1:8080)')
    .option('--policy <file>', 'what is acceptable (default: sekisho.yaml in the data folder)')
    .option('--data <dir>', 'what the gate remembers (default: .sekisho)')
    .option('--config <file>', 'configuration file; options win over it')
    .option('--plain-http', 'read attestations over plain HTTP from an upstream that is not on this machine')
    .option('--check', 'check the configuration and the policy, and stop')
    .action(async (options: Options) => {
      const configuration = readConfiguration(options, context.workingDirectory);
      if (options.check === true) {
        const policy = readGatePolicy(configuration);
        context.stdout.write(`ok: ${configuration.policyFile} has ${policy.rules.length} rules\n`);
        return;
      }
      const log = jsonLog((line) => context.stdout.write(line), context.clock);
      const gate = await startGate(configuration, {
        env: context.env,
        clock: context.clock,
        http: context.http,
        log,
      });
      log({ event: 'started', url: gate.url, upstream: gate.upstream, policy: configuration.policyFile });
      await untilAborted(context.signal);
      await gate.close();
      log({ event: 'stopped' });
    });
};

/** Resolves when the person or the supervisor asks the program to stop. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
