import { pageAddress } from '../../src/reporters/finding-pages';

test.each([
  [undefined, 'docs/findings/no-index.md in the plancliff package'],
  ['https://plancliff.example/', 'https://plancliff.example/docs/findings/no-index.md'],
  [
    'https://github.com/owner/plancliff#readme',
    'https://github.com/owner/plancliff/blob/HEAD/docs/findings/no-index.md',
  ],
])('with the homepage %p the page is %s', (homepage, address) => {
  expect(pageAddress('no-index', homepage)).toBe(address);
});
