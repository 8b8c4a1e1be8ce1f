import { type ConventionBook, openBook } from './convention.ts';

let loading: Promise<ConventionBook | undefined> | undefined;

/**
 * The conventions, loaded when they are first asked for. Undefined when this build has none, or they could not be
 * fetched: then the next call tries again.
 */
export function loadConventions(): Promise<ConventionBook | undefined> {
  loading ??= import('./published.ts').then(
    ({ default: published }) => published && openBook(published),
    () => {
      loading = undefined;
      return undefined;
    },
  );
  return loading;
}
