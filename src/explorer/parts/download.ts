/** Hands the reader a file. */
export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun when the click returns; Safari reads the address a little later.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
