/** Whether single keys are listened to everywhere: WCAG 2.1.4 wants a way to turn that off. */

const storageKey = 'spanlab:explorer-keys';

export function areKeysOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
}

export function turnKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, 'off');
  } catch {
    // Storage can be switched off; the choice then lasts as long as the page.
  }
}
