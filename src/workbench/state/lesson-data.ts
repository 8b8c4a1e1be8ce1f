/** What a lesson page hands to its workbench, under the names used here. Types only. */
import type { ExerciseData, LessonData, Panel, Variant } from '../../lesson.ts';

export type { ExerciseData, LessonData };
export type PanelName = Panel;
export type VariantData = Variant;
