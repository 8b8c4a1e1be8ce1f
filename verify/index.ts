/** What a `spanlab.config.ts` imports from `spanlab`. */
export { defineConfig, type UserConfig } from './config/config.ts';
