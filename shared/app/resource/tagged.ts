/** A response body with its ETag: the `rev` of what it shows, unquoted. */
export interface Tagged<Page> {
  readonly view: Page;
  readonly etag: string;
}
