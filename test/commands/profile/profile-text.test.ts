import { profileText } from '../../../src/commands/profile/profile-text';

const from = { server: 'reader@staging/shop', version: '17.5' };

test('settings are printed as a scenario takes them', () => {
  expect(
    profileText({ random_page_cost: '1.1', 'my.setting': `it's a \\`, work_mem: '64MB' }, from),
  ).toBe(
    `// reader@staging/shop, PostgreSQL 17.5
settings: {
  random_page_cost: '1.1',
  'my.setting': 'it\\'s a \\\\',
  work_mem: '64MB',
},
`,
  );
});

test('a server that nobody configured has none', () => {
  expect(profileText({}, from)).toBe(
    "// reader@staging/shop, PostgreSQL 17.5: all planner settings have PostgreSQL's own values.\nsettings: {},\n",
  );
});
