import { readScenarioFile, readSearchPath } from '../../../src/commands/scan/options';

test.each(['scenarios/shop.ts', 'shop.mts', 'a b.cts'])('%s can be written', (file) => {
  expect(readScenarioFile(file)).toBe(file);
});

test.each(['shop', 'shop.txt', 'shop.sql', 'ts', ''])('%p is no scenario', (file) => {
  expect(() => readScenarioFile(file)).toThrow(`--write cannot be '${file}'`);
});

test('a search path is schemas with commas', () => {
  expect(readSearchPath('musicbrainz, public')).toEqual(['musicbrainz', 'public']);
  expect(() => readSearchPath('a,,b')).toThrow("--search-path cannot be 'a,,b'");
  expect(() => readSearchPath('')).toThrow("--search-path cannot be ''");
});
