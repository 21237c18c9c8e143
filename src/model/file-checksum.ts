/** Checksums that package databases keep of the files they installed. */
export const checksumAlgorithms = ['md5', 'sha1', 'sha256'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** What a package database says the bytes of one of its files are. */
export interface FileChecksum {
  /** Where the file really is, links in its folders followed, or would be if it were there; absolute. */
  readonly path: string;
  /** purl of the package that brought it. */
  readonly package: string;
  readonly algorithm: ChecksumAlgorithm;
  /** Lower-case hexadecimal. */
  readonly digest: string;
  /** A configuration file is there to be changed: another content is not a modification of the program. */
  readonly configuration: boolean;
}
