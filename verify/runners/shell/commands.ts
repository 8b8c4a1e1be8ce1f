/** A block as it is read, without the prompts that show where a reader types. */
const prompt = /^(\s*)\$ /u;

/** Lines that begin with `$ ` are commands, and the block's others continue them. */
export function commandsOf(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(prompt, '$1'))
    .join('\n');
}
