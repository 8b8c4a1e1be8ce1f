import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { checkExternalLinks } from '../../../verify/prose/external-links.ts';
import { inWords, proseOf } from './prose-folder.ts';

describe('links between files', () => {
  test('a file, a folder, an image and a page without its ending are found', async () => {
    const found = await proseOf({
      'README.md': [
        '[a](docs/a.md) [b](./docs/b.mdx "title") [folder](docs/) [no ending](docs/a) ![picture](docs/p%201.png)',
        '[query](docs/a.md?plain=1) <docs/a.md> [licence][it] [mail](mailto:a@b.c) [tel](tel:1) [empty]()',
        '',
        '[it]: LICENSE',
      ].join('\n'),
      'docs/a.md': 'Back to the [top](../README.md), `[not](a-link.md)`.\n\n```md\n[nor](this.md)\n```\n',
      'docs/b.mdx': 'export const a = 1;\n\n<a href="a.md">a</a> and <img src="p 1.png" />\n',
      'docs/p 1.png': '',
      LICENSE: '',
    });
    expect(inWords(found)).toEqual([]);
  });

  test('what leads nowhere is told at its place, in text, HTML, JSX, images and definitions', async () => {
    const found = await proseOf({
      'docs/a.md': [
        'See [one](gone.md) and',
        '![two](img/gone.png).',
        '',
        '- > [three][there]',
        '',
        '<p><a href="gone.html">four</a></p>',
        '',
        '[there]: ../gone/',
      ].join('\n'),
      'b.mdx': 'Text <LinkCard href="./docs/gone.mdx" title="five" />\n',
    });
    expect(inWords(found)).toEqual([
      'docs/a.md:1:5-1:19 Found gone.md, but there is no gone.md in docs.',
      'docs/a.md:2:1-2:21 Found img/gone.png, but there is no folder docs/img.',
      'docs/a.md:6:4-6:23 Found gone.html, but there is no gone.html in docs.',
      'docs/a.md:8:1-8:18 Found ../gone/, but there is no ../gone/ in this folder.',
      'b.mdx:1:16-1:38 Found ./docs/gone.mdx, but there is no gone.mdx in docs.',
    ]);
  });

  test('a reference that nothing defines is told, with what was probably meant; array indices are none', async () => {
    const found = await proseOf({
      'a.md': 'See [the guide][gudie], and list[0][1], and [x][y] in `[c][d]`.\n\n[guide]: b.md\n',
      'b.md': '[a](a.md)\n',
    });
    expect(inWords(found)).toEqual([
      'a.md:1:5-1:23 Found [gudie], which nothing in this document defines. Did you mean [guide]?',
      'a.md:1:45-1:51 Found [y], which nothing in this document defines. Add a line such as `[name]: address`.',
    ]);
  });
});

describe('anchors', () => {
  test('are guessed for the first that are broken, not for thousands', async () => {
    const links = Array.from({ length: 50 }, (_, i) => `[${i}](#chese-${i})`).join('\n');
    const found = inWords(await proseOf({ 'a.md': `# Cheese 1\n\n${links}\n` }));
    expect(found).toHaveLength(50);
    expect(found.filter((each) => each.includes('Did you mean #cheese-1?')).length).toBeLessThanOrEqual(20);
  });

  const target = [
    '---',
    'title: no heading',
    '---',
    '# Set up: `npm install` & go!',
    '## Twice',
    '## Twice',
    'Under',
    '=====',
    '## Überschrift [with a link](b.md)',
    '## Given {#mine}',
    '<a name="old-name"></a><h3 id="in-html">x</h3>',
    '```md',
    '## in code',
    '```',
  ].join('\n');

  test('headings are named as GitHub names them; ids in HTML and in braces count', async () => {
    const ids = [
      'set-up-npm-install--go',
      'twice',
      'twice-1',
      'under',
      '%C3%BCberschrift-with-a-link',
      'mine',
    ];
    const links = [...ids, 'old-name', 'in-html', 'top', ''].map((id) => `[x](b.md#${id})`).join(' ');
    expect(inWords(await proseOf({ 'a.md': `# Own\n${links} [own](#own)`, 'b.md': target }))).toEqual([]);
  });

  test('one that is not there is told, with the nearest', async () => {
    const found = await proseOf({
      'a.md': '# Own\n[x](b.md#twice-2) [y](#onw) [z](b.md#in-code)',
      'b.md': target,
    });
    expect(inWords(found)).toEqual([
      'a.md:2:1-2:18 Found b.md#twice-2, but b.md has no heading or id "twice-2". Did you mean #twice-1?',
      'a.md:2:19-2:28 Found #onw, but this document has no heading or id "onw". Did you mean #own?',
      expect.stringMatching(
        /^a\.md:2:29-2:46 Found b\.md#in-code, but b\.md has no heading or id "in-code"\./u,
      ),
    ]);
  });

  test('ids a component makes of what it is given are believed', async () => {
    const found = await proseOf({
      'a.mdx': '[x](b.mdx#semantic-conventions) [y](b.mdx#resources)',
      'b.mdx':
        '<Definition term="semantic conventions">words</Definition>\n\n<Definition term="resource" />\n',
    });
    expect(found.map(({ message }) => message)).toEqual([
      'Found b.mdx#resources, but b.mdx has no heading or id "resources". Did you mean #resource?',
    ]);
  });

  test('lines of a source file are looked at as far as that is sure', async () => {
    const found = await proseOf({
      'a.md': '[x](s.ts#L2-L3) [y](s.ts#L900) [z](s.ts#else)',
      's.ts': 'a\nb\nc\n',
    });
    expect(found.map(({ message }) => message)).toEqual([
      'Found s.ts#L900, but the file cannot have 900 lines.',
    ]);
  });
});

describe('links of a site', () => {
  const site = {
    'astro.config.mjs': '',
    'public/logo.svg': '',
    'src/content/docs/index.mdx':
      '[a](/guides/first/) [b](/guides/first/#one) [c](/logo.svg) [d](guides/first/)\n',
    'src/content/docs/guides/first.md': '## One\n[up](../../) [beside](../second/) [own](/renamed/)\n',
    'src/content/docs/guides/second.md': '## Two\n',
    'src/content/docs/guides/third.md': '---\nslug: renamed\n---\n',
  };

  test('Starlight’s addresses lead to its documents, from the site and from a page', async () => {
    expect(inWords(await proseOf(site))).toEqual([]);
  });

  test('pages that are no documents have addresses, too', async () => {
    const found = await proseOf({
      ...site,
      'src/pages/explore.astro': '---\nconst title = 1;\n---\n<p>{title}</p>\n',
      'src/content/docs/b.md': '[a](/explore/) [b](/exploer/)',
    });
    expect(found.map(({ message }) => message)).toEqual([
      'Found /exploer/, but the site has no such page. Did you mean /explore/?',
    ]);
  });

  test('an address no page has is told, with the nearest', async () => {
    const found = await proseOf({
      ...site,
      'src/content/docs/b.md': '[a](/guides/frist/) [b](/guides/first/#two)',
    });
    expect(found.map(({ message }) => message)).toEqual([
      'Found /guides/frist/, but the site has no such page. Did you mean /guides/first/?',
      'Found /guides/first/#two, but src/content/docs/guides/first.md has no heading or id "two". It has #one.',
    ]);
  });

  test('folders numbered for their order are found without their numbers, and below a base of the site', async () => {
    const found = await proseOf(
      {
        'pages/1-start/02-next.md':
          '[a](/docs/start/next) [b](/docs/1-start/02-next/) [c](/docs/start/nxt)\n',
      },
      { links: { roots: { '/docs': 'pages' } } },
    );
    expect(found.map(({ message }) => message)).toEqual([
      'Found /docs/start/nxt, but the site has no such page. Did you mean /docs/start/next/?',
    ]);
  });

  test('without a site that is known, an absolute address is left alone', async () => {
    expect(await proseOf({ 'a.md': '[a](/somewhere/else/)' })).toEqual([]);
  });
});

describe('left alone', () => {
  test('what a comment says is on purpose: the block after it, its paragraph, or the document', async () => {
    const found = await proseOf({
      'a.md':
        '<!-- spanlab-ignore link -->\n[one](gone.md)\n\n[two](gone.md) <!-- spanlab-ignore -->\n\n[three](gone.md)\n',
      'b.mdx': '{/* spanlab-ignore link */}\n\n[one](gone.md)\n\n[two](gone.md)\n',
      'c.md': '<!-- spanlab-ignore-file link -->\n\n[one](gone.md)\n\n[two](gone.md)\n',
      'd.md': '<!-- spanlab-ignore version -->\n\n[one](gone.md)\n',
    });
    expect(found.map(({ at }) => `${at.file}:${at.line}`)).toEqual(['a.md:6', 'b.mdx:5', 'd.md:3']);
  });

  test('what the configuration names', async () => {
    const files = { 'a.md': '[one](gone/one.md) [two](gone.md)' };
    const found = await proseOf(files, { links: { ignore: ['gone/*'] } });
    expect(found.map(({ message }) => message)).toEqual([
      'Found gone.md, but there is no gone.md in this folder.',
    ]);
  });
});

describe('links to other servers', () => {
  test('are not asked for unless that is wanted', async () => {
    expect(await proseOf({ 'a.md': '[x](http://127.0.0.1:1/) https://nowhere.invalid' })).toEqual([]);
  });

  test('each is asked once, HEAD before GET, in bounded numbers; what is gone is told, and where it leads on to', async () => {
    const asked: string[] = [];
    let now = 0;
    let most = 0;
    const server = createServer((request, response) => {
      const host = request.headers.host ?? '';
      asked.push(`${request.method} ${request.url}`);
      now += 1;
      most = Math.max(most, now);
      response.on('finish', () => (now -= 1));
      const status: Record<string, number> = { '/ok': 200, '/gone': 404, '/busy': 503, '/private': 403 };
      if (request.url === '/moved') response.writeHead(301, { location: `http://${host}/gone` }).end();
      else if (request.url === '/no-head') response.writeHead(request.method === 'HEAD' ? 501 : 200).end();
      else response.writeHead(status[request.url ?? ''] ?? 500).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    // Names that are this machine's are never asked: a public one stands in for it.
    const there = (url: string) => url.replace('http://docs.spanlab.dev', `http://127.0.0.1:${port}`);
    const paths = ['ok', 'ok#part', 'gone', 'moved', 'no-head', 'busy', 'private'];
    const links = [
      ...paths.map((path) => `http://docs.spanlab.dev/${path}`),
      'http://localhost:1/',
      'https://a.example/',
    ];
    const findings = await checkExternalLinks(
      links.map((url, i) => ({ url, at: { file: 'a.md', line: i + 1, column: 1 } })),
      { fetch: (url, init) => fetch(there(String(url)), init), width: 2, pauseMs: 1 },
    );
    server.close();
    expect(findings.map(({ message, at }) => `${at.line} ${message}`)).toEqual([
      '3 Found http://docs.spanlab.dev/gone, but the server answers 404.',
      expect.stringMatching(
        /^4 Found http:\/\/docs\.spanlab\.dev\/moved, but the server answers 404\. It leads on to .*\/gone\.$/u,
      ),
      '6 Found http://docs.spanlab.dev/busy, but the server answers 503.',
    ]);
    expect(asked.filter((each) => each.endsWith('/ok'))).toEqual(['HEAD /ok']);
    expect(asked.filter((each) => each.endsWith('/no-head'))).toEqual(['HEAD /no-head', 'GET /no-head']);
    expect(most).toBeLessThanOrEqual(2);
  });

  test('a server that is not there is told in words', async () => {
    const findings = await checkExternalLinks(
      [{ url: 'https://docs.spanlab.dev/', at: { file: 'a.md', line: 1, column: 1 } }],
      {
        fetch: () =>
          Promise.reject(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') })),
        pauseMs: 1,
      },
    );
    expect(findings.map(({ message }) => message)).toEqual([
      'Found https://docs.spanlab.dev/, but no answer came: getaddrinfo ENOTFOUND.',
    ]);
  });
});
