/** Everything the prose of a lesson does in the browser. One small module, loaded by lessons only. */
import { startExercises } from './exercises.ts';
import { startPredictions } from './predictions.ts';
import { startWorkbenchButtons } from './workbench-buttons.ts';

startWorkbenchButtons();
startExercises();
startPredictions();
