import { ExpressiveCode, pluginFrames } from '@astrojs/starlight/expressive-code';
import { toHtml } from '@astrojs/starlight/expressive-code/hast';
import { describe, expect, test } from 'vitest';
import { hiddenCode } from '../../src/site/hidden-code-plugin.ts';

const shown = new ExpressiveCode({ plugins: [pluginFrames(), hiddenCode()] });

async function render(code: string, meta = ''): Promise<string> {
  const { renderedGroupAst } = await shown.render({ code, language: 'ts', meta });
  return toHtml(renderedGroupAst);
}

describe('on the site', () => {
  test('lines a block only needs to run are neither shown nor copied', async () => {
    const html = await render(
      'import secret;\n// ---cut---\nshown();\n// ---cut-start---\nconcealed();\n// ---cut-end---\nalso();\n// ---cut-after---\nlast();',
      'verify',
    );
    expect(html).toContain('shown();');
    expect(html).toContain('also();');
    expect(html).not.toMatch(/secret|concealed|last|---cut/u);
    // What the copy button takes: U+007F stands for a line end there.
    expect(/data-code="(?<code>[^"]*)"/u.exec(html)?.groups?.['code']).toBe('shown();\u007Falso();');
  });

  test('a hidden block is not there', async () => {
    const html = await render('secret();', 'verify=a hidden');
    expect(html).toContain('hidden');
    expect(html).not.toMatch(/secret|<pre/u);
  });

  test('other blocks are as they were', async () => {
    const html = await render('const hidden = 1;\n// cut here', 'verify');
    expect(html).toContain('const hidden = 1;');
    expect(html).toContain('// cut here');
  });
});
