import { describe, expect, it } from 'vitest';
import {
  type RequestDraft,
  remembered,
  requestFromDraft,
} from '../../../src/workbench/panels/request/request-draft.ts';

const draft = (input: Partial<RequestDraft> = {}): RequestDraft => ({
  address: 'localhost:5000',
  method: 'GET',
  path: '/',
  headers: '',
  body: '',
  ...input,
});

describe('a drafted request', () => {
  it('becomes a URL on its server, with a forgotten slash put in', () => {
    expect(requestFromDraft(draft({ path: ' shelves?kind=bread ' }))).toEqual({
      ok: true,
      input: { method: 'GET', url: 'http://localhost:5000/shelves?kind=bread', headers: [] },
    });
  });

  it('cannot leave the lab by its path', () => {
    const drafted = requestFromDraft(draft({ path: '//elsewhere.example/' }));
    expect(drafted.ok && new URL(drafted.input.url).host).toBe('localhost:5000');
  });

  it('takes headers a line each, and keeps colons in values', () => {
    const drafted = requestFromDraft(draft({ headers: 'Accept: text/plain\n\n x-at: 10:30 ' }));
    expect(drafted).toMatchObject({
      ok: true,
      input: {
        headers: [
          ['accept', 'text/plain'],
          ['x-at', '10:30'],
        ],
      },
    });
  });

  it('names the line that is no header', () => {
    const drafted = requestFromDraft(draft({ headers: 'accept: a\nnonsense' }));
    expect(drafted.ok ? '' : drafted.problem).toBe(
      'Header line 2 is “nonsense”. Expected “name: value”, such as “accept: application/json”.',
    );
  });

  it('has a body only where one may be', () => {
    expect(requestFromDraft(draft({ body: 'x' }))).not.toHaveProperty('input.body');
    expect(requestFromDraft(draft({ method: 'POST', body: 'x' }))).toHaveProperty('input.body', 'x');
  });
});

describe('requests sent before', () => {
  it('are the last five, newest first, each once', () => {
    const all = ['/a', '/b', '/c', '/a', '/d', '/e', '/f'].map((path) => draft({ path }));
    const kept = all.reduce<RequestDraft[]>((before, each) => remembered(each, before), []);
    expect(kept.map((each) => each.path)).toEqual(['/f', '/e', '/d', '/a', '/c']);
  });
});
