import { styleText } from 'node:util';
import type { RenderOptions } from './writer.ts';

/** Entries of one list that are shown: what follows it should stay in sight. */
export const screenful = 20;

export type Style = Parameters<typeof styleText>[0];

/** The caller has decided on colours: what the stream and the environment say is not asked again. */
export function paint(text: string, style: Style, { colour }: Pick<RenderOptions, 'colour'>): string {
  return colour ? styleText(style, text, { validateStream: false }) : text;
}

/** The line below a list that was shortened; none when nothing was left out. The report's end says how to see all. */
export function moreLine(left: number): string[] {
  return left <= 0 ? [] : [`  … and ${left} more`];
}
