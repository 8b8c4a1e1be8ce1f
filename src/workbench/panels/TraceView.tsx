import { createMemo } from 'solid-js';
import { plural } from '../../words.ts';
import { TracePanel } from '../explorer/TracePanel.tsx';
import { shown } from '../state/run-state.ts';
import { useWorkbench } from '../state/workbench-model.ts';

/** The trace explorer, over what this run has stored. */
export function TraceView() {
  const workbench = useWorkbench();
  const spans = createMemo(() => shown(workbench.runner.state(), (record) => record.stored));
  const sources = () => {
    const { current, previous } = workbench.runner.state();
    return (spans().stale ? previous : current)?.sources;
  };
  /** Why there is nothing, once a run has ended without anything. */
  const hint = () => {
    const record = workbench.record();
    if (record?.phase !== 'ended') return undefined;
    const printed = record.printed.length;
    const instead = printed > 0 ? ` ${plural(printed, 'span')} went to the console.` : '';
    return `No span reached Jaeger in this run.${instead}`;
  };
  return (
    <div class="wb-view" data-stale={spans().stale ? '' : undefined}>
      <TracePanel
        spans={spans().content}
        services={workbench.services()}
        selected={workbench.selection().span}
        onSelect={(span) => workbench.setSelection(span ? { span } : {})}
        sources={sources()}
        onOpenSource={workbench.openAt}
        elsewhere={workbench.localLab.on() ? (id) => workbench.localLab.jaegerTrace(id) : undefined}
        hint={hint()}
      />
    </div>
  );
}
