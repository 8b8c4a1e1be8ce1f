import { Dialog } from '@kobalte/core/dialog';
import { createResource, createSignal, onCleanup, Show } from 'solid-js';
import { CopyButton } from '../../explorer/parts/CopyButton.tsx';
import { Icon } from '../Icon.tsx';
import { embedCode, linkSize, unopenable } from './link-size.ts';
import { maxLinkLength, safeFragmentOf } from './share-link.ts';
import { type Shareable, toShared } from './share-run.ts';
import '../../explorer/parts/tokens.css';
import './share.css';

export interface ShareDialogProps {
  /** What there is to share, asked for once the dialog is open. */
  readonly shareable: () => Promise<Shareable>;
  /** The site's root, with a slash at its end. */
  readonly siteBase: string;
  readonly onClose: () => void;
}

/** Makes a link of the files and the last run, and code that shows it in another page. */
export function ShareDialog(props: ShareDialogProps) {
  const [withSpans, setWithSpans] = createSignal(true);
  const [shareable] = createResource(() => props.shareable());
  const [made] = createResource(
    () => ({ from: shareable(), spans: withSpans() }),
    async ({ from, spans }) => (from ? safeFragmentOf(toShared(from, spans)) : undefined),
  );
  const fragment = () => {
    const link = made();
    return link?.ok ? link.fragment : '';
  };
  const linkTo = (page: string) => new URL(`${props.siteBase}${page}/`, document.baseURI).href + fragment();
  const size = () => {
    const link = made();
    return link?.ok === false
      ? { text: unopenable(link.problem, withSpans()), tooLong: true }
      : linkSize(linkTo('share').length, maxLinkLength);
  };
  const ready = () => made.latest !== undefined;
  const spans = () => {
    const from = shareable();
    return from ? from.stored.length + from.hops.reduce((sum, hop) => sum + hop.spans.length, 0) : 0;
  };
  const opener = document.activeElement;
  onCleanup(() => opener instanceof HTMLElement && opener.focus());

  return (
    <Dialog open onOpenChange={(open) => open || props.onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay class="wb-overlay" />
        <Dialog.Content
          class="wb-dialog share-dialog ex"
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <div class="wb-dialog-head">
            <Dialog.Title class="wb-dialog-title">Share this lab</Dialog.Title>
            <Dialog.CloseButton class="wb-icon-button" aria-label="Close">
              <Icon name="cross" />
            </Dialog.CloseButton>
          </div>
          <div class="share-body">
            <p>Whoever opens the link sees these files as they are now. Nothing runs until they press Run.</p>
            <label class="share-choice">
              <input
                type="checkbox"
                checked={withSpans()}
                onChange={(event) => setWithSpans(event.currentTarget.checked)}
              />
              With the spans of the last run{spans() === 0 ? ' (there are none yet)' : ''}
            </label>
            <Show when={ready()} fallback={<p role="status">Making the link…</p>}>
              <Show when={!size().tooLong}>
                <label class="share-label">
                  Link
                  <input readonly value={linkTo('share')} onFocus={(event) => event.currentTarget.select()} />
                </label>
              </Show>
              <p class="share-size" role="status">
                {size().text}
              </p>
              <Show when={!size().tooLong}>
                <div class="share-actions">
                  <CopyButton text={() => linkTo('share')} what="link" wordy />
                  <CopyButton
                    text={() => embedCode(linkTo('embed'), shareable()?.title ?? '')}
                    what="embed code"
                    wordy
                  />
                  <a class="ex-button" href={linkTo('share')} target="_blank" rel="noopener">
                    Open it
                  </a>
                </div>
              </Show>
            </Show>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog>
  );
}
