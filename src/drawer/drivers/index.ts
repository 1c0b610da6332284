import type { DriverName } from '../../scenario/driver-names';
import { jdbc } from './jdbc';
import { npgsql } from './npgsql';
import { pg } from './pg';
import { pgx } from './pgx';
import { postgresJs } from './postgres-js';
import { prisma } from './prisma';
import { psycopg } from './psycopg';
import type { Driver } from './types';

export const drivers: Readonly<Record<DriverName, Driver>> = {
  pg,
  'postgres.js': postgresJs,
  prisma,
  jdbc,
  psycopg,
  pgx,
  npgsql,
};
