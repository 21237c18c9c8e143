import { printable } from '../src/errors.ts';

/**
 * Text from an image, safe inside a line of GitHub-flavoured Markdown: each ASCII punctuation mark becomes a character
 * reference, which is never read as markup, an HTML tag, a table border, a mention or an address to link.
 */
export function markdownText(text: string, maxCharacters = 200): string {
  const characters = [...printable(text.toWellFormed())];
  const cut =
    characters.length > maxCharacters ? [...characters.slice(0, maxCharacters - 1), '…'] : characters;
  return cut.join('').replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/**
 * Text from an image, safe for the job's log: the runner takes a line that starts with `::`, spaces before it or not,
 * and anything after `##[` anywhere, for a command to itself. A no-break space within each pair ends that.
 */
export function logText(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      printable(line)
        .replace(/^(\s*):(?=:)/, '$1:\u00a0')
        .replaceAll('##[', '##\u00a0['),
    )
    .join('\n');
}
