/** One header in a database: its length is known before it is read. */
export interface HeaderBlob {
  readonly bytes: number;
  /** @throws Error with a sentence, when it is damaged */
  read(): Buffer;
}
