/**
 * Share links. Everything is in the fragment, which browsers do not send to servers:
 * `#v1.` and then JSON, deflated, in base64url.
 */
import { packedText, unpackedText } from '../../explorer/files/packed-text.ts';
import { type SharedLab, sharedLabSchema } from './shared-lab.ts';

const version = 'v1';

/** What a link may unpack to. A link of a few kB could hold gigabytes. */
export const maxUnpackedBytes = 4_000_000;
/** Longer addresses are cut by browsers. */
export const maxLinkLength = 500_000;

export type Opened = { ok: true; shared: SharedLab } | { ok: false; problem: string };

/** The fragment that holds this, `#` included. */
export async function fragmentOf(shared: SharedLab): Promise<string> {
  return `#${version}.${await packedText(new TextEncoder().encode(JSON.stringify(shared)))}`;
}

/** The fragment that holds this, opened once to see that it can be; else why it cannot. */
export async function safeFragmentOf(
  shared: SharedLab,
): Promise<{ ok: true; fragment: string } | { ok: false; problem: string }> {
  const fragment = await fragmentOf(shared);
  const opened = await openFragment(fragment);
  return opened.ok ? { ok: true, fragment } : opened;
}

/** Reads a fragment. Believes nothing, throws nothing: what is wrong is said in words for who opened the link. */
export async function openFragment(fragment: string): Promise<Opened> {
  const refused = (problem: string): Opened => ({ ok: false, problem });
  const text = fragment.replace(/^#/u, '');
  if (text === '') return refused('This address holds nothing. A share link has a long text after the #.');
  const [, given, packed] = /^(v\d+)\.([\s\S]*)$/u.exec(text) ?? [];
  if (given === undefined || packed === undefined) {
    return refused('This is no share link: after the # comes no version such as v1.');
  }
  if (given !== version) {
    return refused(
      `This link is of version ${given}; this site reads ${version}. Open it on the site it was made with.`,
    );
  }
  const unpacked = await unpackedText(packed, maxUnpackedBytes);
  if (unpacked === 'changed')
    return refused('This link has been changed on its way: it holds characters no share link has.');
  if (unpacked === 'too-large')
    return refused('This link unpacks to more than 4 MB, and no lab is that large.');
  if (unpacked === 'broken')
    return refused('This link is not whole. Was it cut at the end when it was sent? Ask for it again.');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(unpacked));
  } catch {
    return refused('This link is not whole: what is in it is no JSON.');
  }
  const read = parsed(json);
  if (read === undefined)
    return refused('This link holds no lab this site can open: it is nested too deeply.');
  if (read.success) return { ok: true, shared: read.data };
  const [issue] = read.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'it' : issue.path.join('.');
  return refused(`This link holds no lab this site can open: ${where}: ${issue?.message ?? 'unreadable'}.`);
}

/** Undefined when it is nested more deeply than can be read. */
function parsed(json: unknown): ReturnType<typeof sharedLabSchema.safeParse> | undefined {
  try {
    return sharedLabSchema.safeParse(json);
  } catch {
    return undefined;
  }
}
