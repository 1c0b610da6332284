import {
  chmodSync,
  chownSync,
  fstatSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { canMake, cacheFolder, privateCache } from '../../../src/postgres/embedded/cache-folder';
import { isOwnFile, isSecureFolder } from '../../../src/postgres/embedded/secure-path';

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
let ground: string;
beforeEach(() => (ground = mkdtempSync('/tmp/plc-secure-')));
afterEach(() => rmSync(ground, { recursive: true, force: true }));

function folder(name: string, mode = 0o700): string {
  const path = join(ground, name);
  mkdirSync(path, { recursive: true });
  chmodSync(path, mode);
  return path;
}

function isOwn(path: string): boolean {
  const fd = openSync(path, 'r');
  try {
    return isOwnFile(fstatSync(fd));
  } finally {
    closeSync(fd);
  }
}

describe('a folder is trusted', () => {
  it('that is ours, below /tmp with its sticky bit', () => {
    expect(isSecureFolder(folder('a'))).toBe(true);
    expect(isSecureFolder(folder('b', 0o755))).toBe(true);
  });

  it.each([0o777, 0o775, 0o1777])('but not one of mode %o', (mode) => {
    expect(isSecureFolder(folder('a', mode))).toBe(false);
  });

  it('but not below one that others may write to without the sticky bit', () => {
    const parent = folder('open', 0o777);
    const inside = folder('open/inside');
    expect(isSecureFolder(inside)).toBe(false);
    chmodSync(parent, 0o1777);
    expect(isSecureFolder(inside)).toBe(true);
  });

  it('but not where a link leads to it', () => {
    symlinkSync(folder('real'), join(ground, 'link'));
    expect(isSecureFolder(join(ground, 'link'))).toBe(false);
  });

  it('but not by a link that others may exchange', () => {
    folder('real/cache');
    folder('open', 0o777);
    symlinkSync(join(ground, 'real'), join(ground, 'open/link'));
    expect(isSecureFolder(join(ground, 'real/cache'))).toBe(true);
    expect(isSecureFolder(join(ground, 'open/link/cache'))).toBe(false);
  });

  it('but not one of another user, be it root', () => {
    expect(isSecureFolder(isRoot ? chowned(folder('theirs')) : '/usr')).toBe(false);
  });

  it('but not below a folder of another ordinary user', () => {
    const inside = folder('theirs/inside');
    // Whoever is no root cannot give a folder away: to them the folder of another is one that others may write to.
    if (isRoot) chowned(join(ground, 'theirs'));
    else chmodSync(join(ground, 'theirs'), 0o777);
    expect(isSecureFolder(inside)).toBe(false);
  });

  it('but not one that is missing', () => {
    expect(isSecureFolder(join(ground, 'missing'))).toBe(false);
  });
});

describe('a file is trusted', () => {
  it('that is ours and linked from nowhere else', () => {
    const file = join(ground, 'file');
    writeFileSync(file, '', { mode: 0o600 });
    expect(isOwn(file)).toBe(true);
    linkSync(file, join(ground, 'second'));
    expect(isOwn(file)).toBe(false);
  });

  it('but not one that others may write to', () => {
    const file = join(ground, 'file');
    writeFileSync(file, '');
    chmodSync(file, 0o666);
    expect(isOwn(file)).toBe(false);
  });

  it('but not one of another user, be it root', () => {
    const file = join(ground, 'file');
    writeFileSync(file, '');
    expect(isOwn(isRoot ? chowned(file) : '/etc/passwd')).toBe(false);
  });
});

describe('the cache of compiled modules', () => {
  const env = (): NodeJS.ProcessEnv => ({ XDG_CACHE_HOME: ground });

  it('is a folder that no other user can look into', () => {
    const cache = privateCache(env(), 'modules');
    expect(cache).toBe(join(ground, 'plancliff/modules'));
    expect(statSync(cache ?? '').mode & 0o777).toBe(0o700);
  });

  it('is none where the folder is open to others already', () => {
    folder('plancliff');
    folder('plancliff/modules', 0o755);
    expect(privateCache(env(), 'modules')).toBeUndefined();
  });

  it('is none in a shared place that others may change', () => {
    chmodSync(ground, 0o777);
    expect(privateCache(env(), 'modules')).toBeUndefined();
    expect(canMake(join(ground, 'plancliff'), 0o700)).toBe(false);
  });

  it('is none where a link stands for it', () => {
    symlinkSync(folder('elsewhere'), join(ground, 'plancliff'));
    expect(privateCache(env(), 'modules')).toBeUndefined();
    expect(readdirSync(join(ground, 'elsewhere'))).toEqual([]);
  });

  it('is none for a user without a home', () => {
    const homedir = jest.spyOn(os, 'homedir').mockImplementation(() => {
      throw new Error('ENOENT: no such file or directory, uv_os_homedir');
    });
    try {
      expect(cacheFolder({})).toBeUndefined();
      expect(privateCache({}, 'modules')).toBeUndefined();
    } finally {
      homedir.mockRestore();
    }
  });
});

function chowned(path: string): string {
  chownSync(path, nobody, nobody);
  return path;
}
