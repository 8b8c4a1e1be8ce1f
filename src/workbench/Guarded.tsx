import { ErrorBoundary, type JSX } from 'solid-js';

/** A part that may fail without taking the page with it. In its place stand words, and a way to try it again. */
export function Guarded(props: { broken: string; children: JSX.Element }) {
  return (
    <ErrorBoundary
      fallback={(error: unknown, again) => {
        console.error(error);
        return (
          <div class="wb-notice" role="alert">
            <p>{props.broken}</p>
            <button type="button" class="wb-link" onClick={again}>
              Try again
            </button>
          </div>
        );
      }}
    >
      {props.children}
    </ErrorBoundary>
  );
}
