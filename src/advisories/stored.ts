import type { SQLOutputValue } from 'node:sqlite';
import { isFormattable } from '../model/time.ts';
import { limits } from './limits.ts';
import { scoreOf, severityOf, shownOf, textOf } from './packed.ts';
import type { Rating } from './rating.ts';

/** An advisory as the database keeps it. */
export interface StoredAdvisory {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly upstream: readonly string[];
  /** May be empty. */
  readonly title: string;
  readonly url?: string;
  /** Milliseconds. */
  readonly publishedAt?: number;
  readonly rating?: Rating;
  readonly cvss?: number;
}

/** Of the table `advisory`, in the order in which `advisoryOf` reads them. */
export const advisoryColumns =
  'name, aliases, upstream, title, url, published, severity, severitySource, cvss';

/** While it is put together. */
type Draft<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Reads a row. The file may be a stranger's: what is shown to people has to be as an import would have written it.
 * Throws a TypeError for anything else, as all functions here do.
 */
export function advisoryOf(row: readonly (SQLOutputValue | undefined)[]): StoredAdvisory {
  const [name, aliases, upstream, title, url, published, severity, severitySource, cvss] = row;
  const advisory: Draft<StoredAdvisory> = {
    id: matching(name, idForm, 'an id'),
    aliases: idsOf(aliases),
    upstream: idsOf(upstream),
    title: shownOf(title, limits.titleLength),
  };
  if (url !== null) advisory.url = matching(url, urlForm, 'an address');
  if (published !== null) advisory.publishedAt = momentOf(published);
  if (severity !== null) {
    advisory.rating = {
      severity: severityOf(severity),
      source: shownOf(severitySource, limits.sourceLength),
    };
  }
  if (cvss !== null) advisory.cvss = scoreOf(cvss);
  return advisory;
}

const idForm = new RegExp(`^[!-~]{1,${limits.idLength}}$`);
const idsForm = new RegExp(`^(?:[!-~]{1,${limits.idLength}}(?: (?!$)|$))*$`);
const urlForm = new RegExp(`^https?://[!-~]{1,${limits.urlLength}}$`);
const maxIdsLength = limits.ids * (limits.idLength + 1);

function idsOf(value: SQLOutputValue | undefined): readonly string[] {
  const text = textOf(value);
  if (text === '') return [];
  if (text.length > maxIdsLength || !idsForm.test(text)) throw new TypeError('a list of ids that is none');
  return text.split(' ');
}

function matching(value: SQLOutputValue | undefined, form: RegExp, what: string): string {
  const text = textOf(value);
  if (!form.test(text)) throw new TypeError(`${what} that is none`);
  return text;
}

export function countOf(value: unknown): number {
  if (!Number.isSafeInteger(value) || Number(value) < 0) throw new TypeError('a count that is none');
  return Number(value);
}

/** Milliseconds, as reports can write them. */
export function momentOf(value: unknown): number {
  if (!Number.isSafeInteger(value) || !isFormattable(Number(value)))
    throw new TypeError('a time that is none');
  return Number(value);
}
