import { expect, it } from 'vitest';
import { frontendApi } from './clerk';

it.each([
  [`pk_test_${btoa('kind-fox-7.clerk.accounts.dev$')}`, 'kind-fox-7.clerk.accounts.dev'],
  [`pk_live_${btoa('clerk.example.com$')}`, 'clerk.example.com'],
  [`pk_live_${btoa('evil.example/x?y$')}`, null],
  [`sk_live_${btoa('clerk.example.com$')}`, null],
  ['pk_test_%%%', null],
  ['pk_test_a', null],
  ['', null],
])('the host in %s is %s', (key, host) => expect(frontendApi(key)).toBe(host));
