/** Everything the prose of a lesson does in the browser. One small module, loaded by lessons only. */
import { startColumnSplit } from './column-split.ts';
import { startExercises } from './exercises.ts';
import { startPredictions } from './predictions.ts';
import { browserStorage } from './progress.ts';
import { startWorkbenchButtons } from './workbench-buttons.ts';

startWorkbenchButtons();
startExercises();
startPredictions();
startColumnSplit(browserStorage());
