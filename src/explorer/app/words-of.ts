/** An error in a sentence. */
export function wordsOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : 'nobody knows why.';
}
