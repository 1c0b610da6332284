import { concurrently } from './concurrently';
import { copiedRows } from './copied-rows';
import { createdRoles } from './created-roles';
import { eventTriggers } from './event-triggers';
import { existingSchema } from './existing-schema';
import { missingRoles } from './missing-roles';
import { missingSchemas } from './missing-schemas';
import { replication } from './replication';
import { securityLabels } from './security-labels';
import { tablespaces } from './tablespaces';
import type { AdaptRule } from './types';
import { unknownSettings } from './unknown-settings';

/** In order: the first that a statement belongs to decides. What skips comes before what adds roles. */
export const adaptRules: readonly AdaptRule[] = [
  copiedRows,
  replication,
  eventTriggers,
  securityLabels,
  tablespaces,
  existingSchema,
  unknownSettings,
  concurrently,
  createdRoles,
  missingRoles,
  missingSchemas,
];
