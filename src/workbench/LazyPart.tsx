import { type Component, ErrorBoundary, lazy, Suspense } from 'solid-js';

/**
 * A part that is loaded when it is first shown. While it loads, and when it cannot be loaded, there is `waiting`
 * in its place and the rest of the workbench goes on; `Notices` says why.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<Component<Props>>,
): Component<Props & { waiting?: Component }> {
  const Part = lazy(async () => ({ default: await load() }));
  return (props) => (
    <ErrorBoundary
      fallback={(error: unknown) => {
        console.error(error);
        return props.waiting?.({});
      }}
    >
      <Suspense fallback={props.waiting?.({})}>
        <Part {...props} />
      </Suspense>
    </ErrorBoundary>
  );
}
