/** What `spanlab view` tells its page. Addresses are relative to the page's. */

/** In the page itself, so that the first file is asked for before anything else is. */
export interface ViewerSession {
  /** Of this start of the server: after another one, what the page knows of its live spans is void. */
  id: string;
  /** Each is at `files/<its index>`. */
  files: ServedFile[];
  /** The Jaeger whose query paths are at `jaeger/`, as it was given. */
  jaeger?: string;
  /** Where spans can be sent to, such as `http://localhost:4318`. They are at `live?after=0&to=12`. */
  listening?: string;
}

export interface ServedFile {
  name: string;
  bytes: number;
  /** Another one each time the file has changed. */
  version: string;
}

/** What `events` says, first of all how things are, then whenever something has changed. */
export interface ViewerEvent {
  id: string;
  files: ServedFile[];
  /** How many pieces of spans have come: `live` has those after one number up to another. */
  live: number;
  /** Traces that were given up to make room for newer ones. */
  dropped: number;
}
