/** A feed's file as it stands, or `undefined` where there is none. `lastModified` is in ms, of the store's resolution (1 s). */
export interface FeedFileHead {
  readonly standing: { readonly etag: string; readonly lastModified: number } | undefined;
  /** What the store's own clock said when it answered, in ms. */
  readonly now: number;
}

/** A file as readers get it. */
export interface FeedFile {
  readonly path: string;
  readonly body: string | Uint8Array;
  readonly contentType: string;
  readonly contentEncoding?: 'gzip';
  /** The value of its `Link` header (RFC 8288). */
  readonly link?: string;
}

/** The files that readers get. A file is replaced whole, by whoever names the version that they replace. */
export interface FeedFiles {
  head(path: string): Promise<FeedFileHead>;
  /** The entity tag that a file with this body has. */
  etagOf(body: FeedFile['body']): string;
  /**
   * Writes a file in the place of the version with the tag `replaces`, or of none. `raced`: another version stands there by now, or
   * another write is going on; nothing was written.
   */
  put(file: FeedFile, replaces: string | undefined): Promise<'written' | 'raced'>;
}
