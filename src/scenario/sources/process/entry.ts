import { serveModules } from './child';
import { lifeline } from './protocol';

serveModules(lifeline);
