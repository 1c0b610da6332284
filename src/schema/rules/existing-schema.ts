import { type AdaptRule, skipped } from './types';

/** pg_dump writes `create schema public` where its owner or comment was changed; a new database has the schema. */
export const existingSchema: AdaptRule = {
  name: 'existing-schema',
  adapt({ type, tree }, { schemas }) {
    const name = tree['schemaname'];
    const bare = tree['schemaElts'] === undefined;
    return type === 'CreateSchemaStmt' && bare && schemas.has(String(name)) ? skipped() : undefined;
  },
};
