/** Carries out lessons of the site: each checked once, and run in every setting. */
import type { LessonExample } from '../model/example.ts';
import { type Execution, giveUp } from './execution.ts';
import type { Step } from './plan.ts';
import { inPool } from './pool.ts';

export interface LessonStep extends Step {
  example: LessonExample;
}

/** Checks and runs lessons. Those of Node hold fixed ports: nothing that needs the same may run beside them. */
export async function verifyLessons(steps: readonly LessonStep[], execution: Execution): Promise<void> {
  if (steps.length === 0) return;
  const { parts, signal } = execution;
  try {
    const lessons = await parts.lessons();
    const byId = new Map(steps.map((step) => [step.example.id, step]));
    await inPool(
      [...byId.values()],
      execution.jobs,
      async (step) => {
        const outcome = await lessons.check(step.example);
        if (!signal.aborted) execution.done({ ...step, key: step.example.id }, outcome);
      },
      signal,
    );
    for (const ofSetting of Map.groupBy(steps, ({ runtime, backend }) => `${runtime}/${backend}`).values()) {
      const [{ runtime, backend } = {}] = ofSetting;
      if (runtime === undefined || backend === undefined || backend === 'url') continue;
      const setting = { runtime, backend };
      await inPool(
        ofSetting,
        lessons.widthOf(setting),
        async (step) => {
          execution.begun(step);
          const outcomes = await lessons.verify(step.example, setting, signal);
          if (signal.aborted) return;
          for (const outcome of outcomes) execution.done(step, outcome);
        },
        signal,
      );
    }
  } catch (error) {
    giveUp(execution, 'Not all lessons could be verified', error);
  }
}
