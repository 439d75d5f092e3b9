/**
 * Runs a command of node with an adapter for WebGPU: a graphics card, if ADAPTER=card says so, or else SwiftShader, which is part of Chromium and does it all in
 * software. `node wasm_tests/gpu/run.mjs --test wasm_tests/gpu/*.test.mjs`. Where there is no SwiftShader the command runs without, and says itself what that means.
 */
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FOLDERS = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];
const DRIVER = 'vk_swiftshader_icd.json';

/** Where the driver may lie: beside the program that the tests use, however it is linked, or where distributions put it. */
function* folders() {
  for (const program of [process.env.CHROMIUM, ...PROGRAMS]) {
    for (const folder of program ? [dirname(program), ...(process.env.PATH ?? '').split(':')] : []) {
      const path = join(folder, program?.split('/').pop() ?? '');
      if (existsSync(path)) yield dirname(realpathSync(path));
    }
  }
  yield* FOLDERS;
}

const folder = process.env.ADAPTER === 'card' ? undefined : [...folders()].find((each) => existsSync(join(each, DRIVER)));
const software = folder && { VK_ICD_FILENAMES: join(folder, DRIVER), LD_LIBRARY_PATH: folder, NEEDS_ADAPTER: '1' };
// The linker reads its path when a program starts, so a program of its own is needed.
const child = spawn(process.execPath, process.argv.slice(2), { stdio: 'inherit', env: { ...process.env, ...software } });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : code ?? 1));
