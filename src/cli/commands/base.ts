import { knownBasesFolder } from '../../checkpoint/assess.ts';
import { withImage } from '../../checkpoint/open.ts';
import { fault } from '../../errors.ts';
import { shortDigest } from '../../model/digest.ts';
import { inventoryOf } from '../../scan/inventory.ts';
import {
  forgetBases,
  type KnownBase,
  knownBaseOf,
  readKnownBases,
  rememberBase,
} from '../../scan/known-bases.ts';
import type { Command } from '../command.ts';
import { checkpointEnvironment, imageForms, withRegistryOption } from '../options.ts';

interface BaseOptions {
  readonly knownBases?: string;
  readonly platform?: string;
  readonly plainHttp?: boolean;
}

const folderOption = [
  '--known-bases <folder>',
  'where they are kept (default: in the cache folder)',
] as const;

/** `sekisho base …`: the base images that scans recognise by their layers. */
export const baseCommand: Command = (program, context) => {
  const base = program.command('base').description('base images that scans recognise by their layers');
  const folderOf = (options: BaseOptions): string => options.knownBases ?? knownBasesFolder(context);

  withRegistryOption(
    base
      .command('add')
      .argument('<image...>', imageForms)
      .description('look at base images once, to tell what they brought and whether a newer one ends it'),
  )
    .option('--platform <os/arch>', 'which image of a multi-platform index')
    .option(...folderOption)
    .action(async (images: string[], options: BaseOptions) => {
      const environment = checkpointEnvironment(context);
      try {
        for (const image of images) {
          const known = await withImage({ ...options, image }, environment, async (opened, walking) => {
            const inventory = await inventoryOf(opened, walking);
            // A base that was not looked at whole would seem to end what it only hides.
            if (inventory.problems.length > 0) {
              throw fault('IMAGE_UNREADABLE', { image, problem: inventory.problems[0] ?? '' });
            }
            return knownBaseOf(opened, inventory);
          });
          rememberBase(folderOf(options), known);
          environment.endProgress();
          context.stdout.write(`${lineOf(known)}\n`);
        }
      } finally {
        environment.endProgress();
      }
    });

  base
    .command('list')
    .description('the base images that are known')
    .option(...folderOption)
    .action((options: BaseOptions) => {
      for (const known of readKnownBases(folderOf(options))) context.stdout.write(`${lineOf(known)}\n`);
    });

  base
    .command('remove')
    .argument('<reference>', 'as base list shows it, or a digest')
    .description('forget a base image')
    .option(...folderOption)
    .action((reference: string, options: BaseOptions) => {
      const gone = forgetBases(folderOf(options), reference);
      if (gone.length === 0) {
        throw fault('USAGE', { problem: `no base image ${reference} is known: see sekisho base list` });
      }
      for (const known of gone) context.stdout.write(`removed ${lineOf(known)}\n`);
    });
};

function lineOf({ reference, digest, platform, layers, packages, createdAt }: KnownBase): string {
  const made = createdAt === undefined ? '' : `, made ${createdAt.slice(0, 10)}`;
  const count = `${layers.length} ${layers.length === 1 ? 'layer' : 'layers'}`;
  return `${reference}  ${shortDigest(digest)}  ${platform}  ${count}, ${packages.length} packages${made}`;
}
