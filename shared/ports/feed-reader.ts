/** A feed's file as it stands at this moment. */
export interface StandingFeed {
  readonly body: string;
  readonly contentType: string;
  readonly etag: string;
}

/** Reads what readers get, past every cache. */
export interface FeedReader {
  /** Undefined where there is no such file. */
  read(path: string): Promise<StandingFeed | undefined>;
}
