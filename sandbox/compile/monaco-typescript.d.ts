/** Monaco ships the whole of TypeScript 5.9 as a module, without declarations of it. */
declare module 'monaco-editor/languages/features/typescript/lib/typescriptServices.js' {
  export const typescript: typeof import('typescript');
}
