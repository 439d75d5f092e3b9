import { spawnSync } from 'node:child_process';

/** Whether python3 is there and has them. @param {string} modules "jax, torch" */
export const hasPython = (modules) => spawnSync('python3', ['-c', `import ${modules}`], { stdio: 'ignore' }).status === 0;
