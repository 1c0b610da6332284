import './compile-once';
import { TestEnvironment } from 'jest-environment-node';
import { startEmbedded } from '../../src/postgres/embedded/start';
import type { Server } from '../../src/postgres/types';

/**
 * One server for all test files of a Jest worker. This module is loaded once in each worker, outside the registries of
 * the test files. The first file that asks starts the server. It ends with the worker, however that ends: its keeper
 * process stops it when the pipe from this process closes.
 */
let started: Promise<Server> | undefined;

declare global {
  /** Where the worker's server is; the test's own code connects to it, so that errors are of its own classes. */
  var workerServer: () => Promise<Omit<Server, 'createDatabase' | 'close'>>;
}

export default class ServerEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    this.global.workerServer = () => (started ??= startEmbedded({ env: process.env }));
  }
}
