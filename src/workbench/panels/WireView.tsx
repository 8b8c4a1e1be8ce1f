import { createMemo } from 'solid-js';
import { shown } from '../state/run-state.ts';
import { useWorkbench } from '../state/workbench-model.ts';
import { WirePanel } from './wire/WirePanel.tsx';

/** What crossed the network in this run. */
export function WireView() {
  const workbench = useWorkbench();
  const exchanges = createMemo(() => shown(workbench.runner.state(), (record) => record.exchanges));
  return (
    <div class="wb-view" data-stale={exchanges().stale ? '' : undefined}>
      <WirePanel
        exchanges={exchanges().content}
        services={workbench.services()}
        selected={workbench.selection().exchange}
        onSelect={(exchange) => workbench.setSelection(exchange === undefined ? {} : { exchange })}
        {...(workbench.panels.includes('trace') && {
          onOpenSpan: (span) => workbench.reveal({ type: 'span', ...span }),
        })}
      />
    </div>
  );
}
