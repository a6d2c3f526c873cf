import { describe, expect, it } from 'vitest';
import { safeNext, withNext } from './next';

describe('where a person goes after signing in', () => {
  it.each(['/open/alice', '/open/alice?to=/files/a b', '/admin/users?q=x', '/account#tokens', '/'])(
    'goes to %s',
    (path) => expect(safeNext(path)).toBe(path),
  );

  it.each([
    null,
    '',
    'dashboard',
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/a\\..\\b',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    'javascript:alert(1)',
    '/login?next=/login',
    '/signup',
    '/reset#token=x',
  ])('goes home instead of to %j', (wish) => expect(safeNext(wish)).toBe('/dashboard'));

  it('keeps a page whose name only begins like a door', () =>
    expect(safeNext('/login-help')).toBe('/login-help'));

  it('is taken along between the doors, escaped', () => {
    expect(withNext('/signup', '/dashboard')).toBe('/signup');
    expect(withNext('/signup', '/open/a?to=/b')).toBe('/signup?next=%2Fopen%2Fa%3Fto%3D%2Fb');
  });
});
