import { expect, test } from 'vitest';
import { exampleEnvironment } from '../../../verify/config/example-environment.ts';

const names = (env: Record<string, string>) => Object.keys(exampleEnvironment(env));

test.each([
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'NODE_AUTH_TOKEN',
  'NPM_TOKEN',
  'npm_config__authToken',
  'npm_config_//registry.example/:_authToken',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_PROFILE',
  'ACTIONS_RUNTIME_URL',
  'ACTIONS_ID_TOKEN_REQUEST_URL',
  'GITHUB_ENV',
  'GITHUB_PATH',
  'GITHUB_OUTPUT',
  'GITHUB_STATE',
  'GITHUB_STEP_SUMMARY',
  'DB_PASSWORD',
  'SHOP_SECRET_NAME',
  'STRIPE_API_KEY',
  'STRIPE_APIKEY',
  'GOOGLE_APPLICATION_CREDENTIALS',
])('an example does not get %s', (name) => {
  expect(names({ [name]: 'x' })).toEqual([]);
});

test.each([
  'PATH',
  'HOME',
  'CI',
  'GITHUB_ACTIONS',
  'GITHUB_REF',
  'OTEL_SERVICE_NAME',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'NODE_ENV',
  'KEYBOARD',
  'MONKEY_PATCHES',
  'AUTHOR',
])('an example gets %s', (name) => {
  expect(names({ [name]: 'x' })).toEqual([name]);
});

test('what the configuration gives is given, whatever it is called', () => {
  expect(exampleEnvironment({ SHOP_TOKEN: 'real', A: undefined }, { SHOP_TOKEN: 'test' })).toEqual({
    SHOP_TOKEN: 'test',
  });
});
