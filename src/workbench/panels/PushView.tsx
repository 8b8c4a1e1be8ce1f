import { bus } from '../bus.ts';
import { useWorkbench } from '../state/workbench-model.ts';
import { endpointOf } from './push/endpoint.ts';
import { PushBox } from './push/PushBox.tsx';

/** The push form, for what takes spans in the run that is on. */
export function PushView() {
  const workbench = useWorkbench();
  /** A Collector that is still on its way would refuse the span, and the reader would look for a mistake. */
  const isUp = () =>
    workbench.lab().collector === undefined ||
    workbench.localLab.on() ||
    ['running', 'failed'].includes(workbench.collector.view().state);
  return (
    <div class="wb-view">
      <PushBox
        ready={workbench.record()?.phase === 'running' && isUp()}
        endpoint={endpointOf(workbench.lab(), workbench.files())}
        services={workbench.lab().services.map(({ name }) => name)}
        send={async (input) => {
          const exchange = await (await workbench.runner.lab()).request(input);
          bus.emit('pushed', { status: exchange.response?.status });
          return exchange;
        }}
      />
    </div>
  );
}
