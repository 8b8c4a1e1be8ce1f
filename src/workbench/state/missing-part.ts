/**
 * Parts of the workbench are loaded when they are first needed, by names that change with every release.
 * A page that was open while a new release came asks for names that are gone.
 */

const updated = 'Spanlab has been updated since this page was opened. Reload to go on; your edits are kept.';
const unreachable =
  'A part of the workbench could not be loaded. Check the connection, then reload; your edits are kept.';

/** Whether the page itself can still be had: then what it could not load is gone, not out of reach. */
async function pageAnswers(): Promise<boolean> {
  try {
    return (await fetch(location.href, { method: 'HEAD', cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

/** Why a part could not be loaded and what to do about it, in words for the learner. */
export async function whyMissing(answers: () => Promise<boolean> = pageAnswers): Promise<string> {
  return (await answers()) ? updated : unreachable;
}

/** Hear of every `import()` on this page that fails, whoever asked. Returns the way to stop. */
export function onMissingPart(listener: () => void): () => void {
  // See https://vite.dev/guide/build#load-error-handling
  addEventListener('vite:preloadError', listener);
  return () => removeEventListener('vite:preloadError', listener);
}
