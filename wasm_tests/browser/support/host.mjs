/** A web host that knows nothing of the project: pages as they are given, the files of build/embed, and the headers that a test wants. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const EMBED = new URL('../../../build/embed/', import.meta.url);
const TYPES = /** @type {Record<string, string>} */ ({ '.html': 'text/html', '.js': 'text/javascript', '.safetensors': 'application/octet-stream', '.png': 'image/png', '.svg': 'image/svg+xml' });

/**
 * @param {Record<string, string | ((response: import('node:http').ServerResponse) => void)>} pages by path, "/blog.html"; a function answers by itself
 * @param {{ headers?: Record<string, string>, files?: URL }} [options] headers of every answer; files: the folder, in place of build/embed
 */
export async function host(pages, { headers = {}, files = EMBED } = {}) {
  /** @type {string[]} */
  const asked = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    if (path === '/favicon.ico') { // browsers ask by themselves
      response.writeHead(204).end();
      return;
    }
    asked.push(path);
    try {
      const page = pages[path];
      if (typeof page === 'function') {
        page(response);
        return;
      }
      const body = page ?? await readFile(fileURLToPath(new URL(`.${path}`, files)));
      response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'text/plain', 'Cache-Control': 'no-store', ...headers }).end(body);
    } catch {
      response.writeHead(404, headers).end();
    }
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(undefined)); });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    /** The paths that were asked for, in order. */
    asked,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => { server.close(() => resolve(undefined)); });
    },
  };
}

/** A page of a blog. @param {string} body @param {{ head?: string, module?: string }} [options] module: where it has the element from */
export const blog = (body, { head = '', module = 'snowflake-nca.js' } = {}) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A blog</title>${head}
<script type="module" src="${module}"></script></head>
<body><main><h1>A blog</h1>${body}</main></body></html>`;
