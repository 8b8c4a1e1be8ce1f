import { describe, expect, test } from 'vitest';
import { openDataChecks } from '../../../verify/data/check-data.ts';
import { block, said } from './some-block.ts';

const checks = openDataChecks();

describe('a Compose file', () => {
  test('that is right has nothing against it, with anchors and merge keys too', async () => {
    const yaml = `x-common: &common
  restart: always
services:
  jaeger:
    <<: *common
    image: jaegertracing/jaeger:2.13.0
    ports: ["16686:16686", 4318]
    environment: [A=1]
    depends_on: { collector: { condition: service_started } }
    deploy: { resources: { limits: { memory: 1G } } }
  collector:
    image: \${IMAGE:-otel/opentelemetry-collector}
    configs: [{ source: a, target: /etc/a.yaml }]
configs:
  a: { file: ./a.yaml }
`;
    expect(await said(checks, await block('compose', yaml))).toEqual([]);
  });

  test('has every mistake found at its place, one not hiding another', async () => {
    const yaml = `services:
  jaeger:
    image: jaegertracing/jaeger
    enviroment: { A: 1 }
    ports:
      - { targt: 5 }
    restart: 5
    depends_on: { db: { condition: service_startd } }
servces: {}
`;
    expect(await said(checks, await block('compose', yaml, '  '))).toEqual([
      '7:7 Found the key `enviroment`, did you mean `environment`? There is no such key in `jaeger`.',
      '9:13 Found the key `targt`, did you mean `target`? There is no such key in `ports`.',
      '10:16 `restart`: Found `5`; allowed: text. In quotes it is text.',
      '11:38 `condition`: Found "service_startd"; allowed: `service_started`, `service_healthy`, `service_completed_successfully`. Did you mean `service_started`?',
      '12:3 Found the key `servces`, did you mean `services`? There is no such key here.',
    ]);
  });

  test('that is no YAML is said at the place where it breaks off', async () => {
    const found = await said(checks, await block('compose', 'services:\n  a: [\n'));
    expect(found).toEqual([expect.stringMatching(/^\d:\d /u)]);
    expect(await said(checks, await block('compose', '# nothing yet'))).toEqual([
      '4:1 Found no YAML; a Compose file has `services:`.',
    ]);
  });
});

describe('Kubernetes manifests', () => {
  const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop, labels: { app: shop }, creationTimestamp: null }
spec:
  replicas: 2
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      containers:
        - name: shop
          image: shop:1
          ports: [{ containerPort: 80 }]
          resources: { limits: { cpu: 1, memory: 1Gi } }
          livenessProbe: { httpGet: { path: /, port: http } }
      volumes: [{ name: tmp, emptyDir: {} }]
`;

  test('that are right have nothing against them', async () => {
    expect(await said(checks, await block('kubernetes', deployment))).toEqual([]);
  });

  test('have every mistake found at its place, in each of the block’s documents', async () => {
    const yaml = `${deployment
      .replace('  replicas: 2', '  replica: 2')
      .replace('containerPort: 80', 'containerPort: "80"')
      .replace('app: shop }, c', 'app: yes }, c')}---
apiVersion: v1
kind: Service
metadata: { name: shop }
spec: { ports: [{ targetPort: http }] }
`;
    expect(await said(checks, await block('kubernetes', yaml))).toEqual([
      '6:40 `app`: Found `true`; allowed: text. In quotes it is text.',
      '8:3 Found the key `replica`, did you mean `replicas`? There is no such key in `spec`.',
      '16:36 `containerPort`: Found "80"; allowed: a whole number.',
      '24:17 `ports`: Found no `port`, which must be there.',
    ]);
  });

  test('of a kind Kubernetes does not have, or no longer, are told apart from others’', async () => {
    const example = await block(
      'kubernetes',
      `apiVersion: apps/v1beta1
kind: Deployment
---
apiVersion: v1
kind: Servce
---
apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
---
kind: Pod
`,
    );
    expect(await said(checks, example)).toEqual([
      expect.stringMatching(
        /^5:7 Found `Deployment` of `apps\/v1beta1`, which Kubernetes v[\d.]+ does not have; its `apiVersion` is `apps\/v1`\.$/u,
      ),
      expect.stringMatching(/^8:7 Found `Servce` of `v1`.*did you mean `Service`\?$/u),
      '13:1 Found no `apiVersion`; every manifest has `apiVersion` and `kind`.',
    ]);
    expect(checks.notes.get(example.id)).toMatch(
      /^not checked.*OpenTelemetryCollector \(opentelemetry\.io\/v1beta1\)$/u,
    );
  });

  test('in a list are checked one by one', async () => {
    const yaml = 'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    dat: {}\n';
    const example = await block('kubernetes', yaml);
    expect(await said(checks, example)).toEqual([
      '9:5 Found the key `dat`, did you mean `data`? There is no such key here.',
    ]);
    expect(checks.notes.has(example.id)).toBe(false);
  });
});

test('one block can be checked on its own', async () => {
  const example = await block('compose', 'services: []');
  const checks = openDataChecks();
  const findings = await checks.check(example, new AbortController().signal).finally(() => checks.dispose());
  expect(findings).toMatchObject([{ rule: 'schema', at: { file: 'guide.md', line: 4, column: 1 } }]);
});
