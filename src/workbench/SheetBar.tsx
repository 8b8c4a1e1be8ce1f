import { Icon } from './Icon.tsx';
import { RunButton } from './RunButton.tsx';
import { sheetShouldOpen } from './sheet.ts';
import { useWorkbench } from './state/workbench-model.ts';

/** On a phone: the bar at the thumb. Pull it up, tap it or use Enter; Run is always there. */
export function SheetBar(props: { ready: boolean; status: string }) {
  const workbench = useWorkbench();
  let startY: number | undefined;
  let dragged = false;

  function onPointerDown(event: PointerEvent & { currentTarget: HTMLElement }): void {
    startY = event.clientY;
    dragged = false;
    event.currentTarget.setPointerCapture(event.pointerId);
  }
  function onPointerMove(event: PointerEvent): void {
    if (startY === undefined || dragged) return;
    const next = sheetShouldOpen(event.clientY - startY);
    if (next === undefined) return;
    dragged = true;
    workbench.setSheetOpen(next);
  }
  function onClick(): void {
    if (!dragged) workbench.setSheetOpen(!workbench.sheetOpen());
    dragged = false;
    startY = undefined;
  }

  return (
    <div class="wb-sheet-bar">
      <button
        type="button"
        class="wb-sheet-handle"
        aria-expanded={workbench.sheetOpen()}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onClick={onClick}
      >
        <Icon name={workbench.sheetOpen() ? 'down' : 'up'} />
        <span class="wb-sheet-word">{workbench.sheetOpen() ? 'Close' : 'Workbench'}</span>
        <span class="wb-sheet-status">{props.status}</span>
      </button>
      <RunButton ready={props.ready} />
    </div>
  );
}
