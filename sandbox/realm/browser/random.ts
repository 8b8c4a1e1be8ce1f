/** `crypto.randomUUID`: browsers have it in secure contexts only, which a realm is not; Node has it always. */
export function installRandom(): void {
  const getRandomValues = crypto.getRandomValues.bind(crypto);
  Object.defineProperty(crypto, 'randomUUID', {
    configurable: true,
    writable: true,
    value: () => {
      const bytes = getRandomValues(new Uint8Array(16));
      // RFC 9562, version 4 and its variant bits.
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
    },
  });
}
