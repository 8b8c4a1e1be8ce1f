/** The page's side of realms: makes and removes the sandboxed frames. It hears nothing of what programs say. */

export interface FrameHost {
  /** Puts a frame with this text into the page and hands it the port. */
  open(frame: number, html: string, port: MessagePort): void;
  /** Removing the frame is what ends a loop in it and gives its memory back. */
  close(frame: number): void;
  closeAll(): void;
}

export function createFrameHost(page: Document): FrameHost {
  const frames = new Map<number, HTMLIFrameElement>();
  const close = (frame: number): void => {
    frames.get(frame)?.remove();
    frames.delete(frame);
  };
  return {
    open(frame, html, port) {
      const element = page.createElement('iframe');
      // An origin of its own, scripts and nothing else: no storage, no forms, no windows, no way to the page.
      element.setAttribute('sandbox', 'allow-scripts');
      element.setAttribute('allow', '');
      element.setAttribute('aria-hidden', 'true');
      element.tabIndex = -1;
      element.title = 'Lab';
      element.style.display = 'none';
      element.srcdoc = html;
      element.addEventListener(
        'load',
        // The frame has an opaque origin, which only '*' can name; what is in it is ours, and it cannot go elsewhere.
        () => element.contentWindow?.postMessage('connect', '*', [port]),
        { once: true },
      );
      frames.set(frame, element);
      page.body.append(element);
    },
    close,
    closeAll() {
      for (const frame of [...frames.keys()]) close(frame);
    },
  };
}
