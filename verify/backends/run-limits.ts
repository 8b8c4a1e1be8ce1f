/** What one run may keep. Runs that are over are forgotten, so a session keeps as many as run at a time. */
export const runLimits = { spans: 20_000, bytes: 32_000_000, traces: 2_000 } as const;
