import { type AdaptRule, skipped } from './types';

/** They change no plan, and a subscription would connect to another server. */
const kinds: Readonly<Record<string, string>> = {
  CreatePublicationStmt: 'publications',
  AlterPublicationStmt: 'publications',
  CreateSubscriptionStmt: 'subscriptions',
  AlterSubscriptionStmt: 'subscriptions',
};

export const replication: AdaptRule = {
  name: 'replication',
  adapt({ type, tree }) {
    const kind = kinds[type ?? ''] ?? ownedKinds[String(tree['objectType'] ?? tree['objtype'])];
    return kind === undefined ? undefined : skipped(`skipped ${kind}`);
  },
};

/** Owners and comments of what was skipped. */
const ownedKinds: Readonly<Record<string, string>> = {
  OBJECT_PUBLICATION: 'publications',
  OBJECT_SUBSCRIPTION: 'subscriptions',
};
