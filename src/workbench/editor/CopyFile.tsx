import { createSignal } from 'solid-js';
import { IconButton } from '../IconButton.tsx';
import { useWorkbench } from '../state/workbench-model.ts';

const shownMs = 1_600;

/** Copies a file's text, and says whether that worked. */
export function CopyFile(props: { file: string; text: string }) {
  const workbench = useWorkbench();
  const [copied, setCopied] = createSignal(false);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(props.text);
      setCopied(true);
      workbench.setAnnounced(`Copied ${props.file}.`);
      setTimeout(() => setCopied(false), shownMs);
    } catch {
      workbench.setAnnounced('The browser did not allow copying.');
    }
  }
  return (
    <IconButton icon={copied() ? 'check' : 'copy'} name={`Copy ${props.file}`} onClick={() => void copy()} />
  );
}
