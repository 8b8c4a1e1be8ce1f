/** The lab as the workbench uses it. A type only: the lab itself is loaded on the first sign of interest. */
import type { LabSession } from '../../../sandbox/browser.ts';

export type { LabSession };

/** Loads the lab. */
export type OpenLab = () => Promise<LabSession>;
