import { useWorkbench } from '../state/workbench-model.ts';
import { RequestBox } from './request/RequestBox.tsx';

/** The request box, for the servers of the run that is on. */
export function RequestView() {
  const workbench = useWorkbench();
  const servers = () => {
    const record = workbench.record();
    if (record?.phase !== 'running') return [];
    return Object.entries(record.services).flatMap(([service, { state, address }]) =>
      state === 'listening' && address !== undefined ? [{ service, address }] : [],
    );
  };
  return (
    <div class="wb-view">
      <RequestBox servers={servers()} send={async (input) => (await workbench.runner.lab()).request(input)} />
    </div>
  );
}
