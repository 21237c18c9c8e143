import { PackageURL } from 'packageurl-js';
import { fault } from '../errors.ts';
import { sha256 } from '../model/digest.ts';
import { parseSafely } from '../model/parsed-by.ts';
import { type Policy, type PolicyDocument, policyJsonSchema, policySchema } from '../model/policy.ts';
import { globProblem } from './glob.ts';
import { imageEntryProblem, repositoryPatternProblem } from './rule.ts';
import { placeOf, schemaMistake } from './schema-mistakes.ts';
import { isMistake, type Mistake, type Path, readYaml } from './yaml-source.ts';

/**
 * Reads a policy file. What it does not know, it refuses by name and line: a mistyped key must not become a hole.
 * @param file as the person named it; for messages, and to resolve the paths in it
 * @throws POLICY_MALFORMED
 */
export function parsePolicy(text: string, file: string): Policy {
  const source = readYaml(text);
  if (isMistake(source)) throw malformed(file, source);
  const result = parseSafely(policySchema, source.value);
  if (!result.success) throw malformed(file, schemaMistake(result.issues, source, policyJsonSchema()));
  const [first] = meaningless(result.data)
    .map(({ path, problem, hint }) => ({
      line: source.lineOf(path),
      problem: `${placeOf(path)} ${problem}`,
      hint,
    }))
    .sort((a, b) => a.line - b.line);
  if (first !== undefined) throw malformed(file, first);
  return { ...result.data, file, digest: sha256(text) };
}

interface Meaningless {
  readonly path: Path;
  /** The end of a sentence that starts with the path. */
  readonly problem: string;
  readonly hint: string;
}

/** What has the right form and still cannot do what it seems to. */
function meaningless(policy: PolicyDocument): Meaningless[] {
  const patterns = (list: readonly string[], path: Path, problemOf: (text: string) => string | undefined) =>
    list.flatMap((text, index) => described([...path, index], text, problemOf(text)));
  const everything = policy.rules.findIndex((rule) => rule.repositories.includes('**'));
  return [
    ...policy.rules.flatMap((rule, index) => [
      ...patterns(rule.repositories, ['rules', index, 'repositories'], repositoryPatternProblem),
      ...patterns(rule.images.deny, ['rules', index, 'images', 'deny'], imageEntryProblem),
      ...patterns(rule.images.allow, ['rules', index, 'images', 'allow'], imageEntryProblem),
      ...(everything >= 0 && index > everything
        ? [
            {
              path: ['rules', index],
              problem: `never applies: rules[${everything}] covers every repository, and the first rule wins`,
              hint: 'move it above that rule',
            },
          ]
        : []),
    ]),
    ...policy.waivers.flatMap((waiver, index) => [
      ...patterns(waiver.repositories ?? [], ['waivers', index, 'repositories'], repositoryPatternProblem),
      ...described(['waivers', index, 'path'], waiver.path, pathProblem(waiver.path)),
      ...described(['waivers', index, 'package'], waiver.package, packageProblem(waiver.package)),
    ]),
  ];
}

function described(path: Path, text: string | undefined, problem: string | undefined): Meaningless[] {
  if (problem === undefined) return [];
  const [seen = '', ...hint] = problem.split(': ');
  return [{ path, problem: `${JSON.stringify(text)} ${seen}`, hint: hint.join(': ') || 'correct it' }];
}

function pathProblem(path: string | undefined): string | undefined {
  return path === undefined ? undefined : globProblem(path.replace(/^\//, ''));
}

function packageProblem(purl: string | undefined): string | undefined {
  if (purl === undefined) return undefined;
  try {
    PackageURL.fromString(purl);
    return undefined;
  } catch {
    // The library's sentences name its own terms; what is wanted is one example.
    return 'is not a package URL: write it as in pkg:deb/debian/zlib1g or pkg:npm/lodash@4.17.20';
  }
}

function malformed(file: string, mistake: Mistake): Error {
  return fault('POLICY_MALFORMED', { file, ...mistake });
}
