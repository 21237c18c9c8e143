import { existsSync, rmSync } from 'node:fs';
import { generateKeyPair } from '../../attest/keys.ts';
import { fault } from '../../errors.ts';
import { writeFileAtomically } from '../../io/files.ts';
import type { Command } from '../command.ts';

/** `sekisho keygen`: a key pair for signing; an existing key is never written over. */
export const keygenCommand: Command = (program, context) => {
  program
    .command('keygen')
    .description('make a key pair: PREFIX.key, encrypted with SEKISHO_PASSWORD, and PREFIX.pub')
    .option('--out <prefix>', 'where to write', 'sekisho')
    .action(({ out }: { out: string }) => {
      const password = context.env.SEKISHO_PASSWORD ?? '';
      if (password === '') {
        throw fault('USAGE', {
          problem: 'set SEKISHO_PASSWORD to the password that is to encrypt the private key',
        });
      }
      for (const file of [`${out}.key`, `${out}.pub`]) {
        if (existsSync(file)) {
          throw fault('USAGE', {
            problem: `${file} exists and is not written over: name others with --out PREFIX`,
          });
        }
      }
      const pair = generateKeyPair(password);
      writeFileAtomically(`${out}.key`, pair.privatePem, 0o600);
      try {
        writeFileAtomically(`${out}.pub`, pair.publicPem);
      } catch (error) {
        // Half a pair would stand in the way of the next attempt.
        rmSync(`${out}.key`, { force: true });
        throw error;
      }
      context.stdout.write(`${out}.key  private, encrypted: keep it where the pipeline reads secrets\n`);
      context.stdout.write(`${out}.pub  public: name it in the policy, signers: [{ key: ${out}.pub }]\n`);
    });
};
