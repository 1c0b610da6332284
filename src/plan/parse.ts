import { PlancliffError } from '../errors';
import type { ExplainDocument, Json, PlanNode } from './types';

type JsonObject = { readonly [key: string]: Json };

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads the value of `EXPLAIN (FORMAT JSON)`, as PostgreSQL 12 and later print it: an array of one document, that
 * document, or either as text. Keeps every property, known or not.
 *
 * @throws PlancliffError `engine` where it is not such a document.
 */
export function parseExplain(json: unknown): ExplainDocument {
  const value: unknown = typeof json === 'string' ? parseText(json) : json;
  const document: unknown = Array.isArray(value) ? value[0] : value;
  if (!isObject(document) || (Array.isArray(value) && value.length !== 1)) {
    throw notExplain('one document with a plan was expected');
  }
  const { Plan, ...rest } = document;
  return { root: readNode(Plan), rest };
}

function readNode(value: Json | undefined): PlanNode {
  if (!isObject(value) || typeof value['Node Type'] !== 'string') {
    throw notExplain('a plan node has no "Node Type"');
  }
  const { 'Node Type': type, Plans: plans, ...properties } = value;
  if (plans !== undefined && !Array.isArray(plans)) throw notExplain('"Plans" is not a list');
  const children = ((plans ?? []) as readonly Json[]).map(readNode);
  // An Append that lost all its children at startup prints an empty list; other leaves print none.
  const empty = plans !== undefined && children.length === 0;
  return { type, properties: empty ? { ...properties, Plans: [] } : properties, children };
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notExplain('it is not JSON', cause);
  }
}

function notExplain(reason: string, cause?: unknown): PlancliffError {
  return new PlancliffError('engine', {
    message: `the server's answer is not the JSON of an EXPLAIN`,
    reason,
    cause,
  });
}
