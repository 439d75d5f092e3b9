/**
 * The runs where the browser keeps nothing: there until the page is closed. What goes in and out is copied, as IndexedDB does it.
 *
 * @import { RunContent } from './database.js'
 */

export class Memory {
  /** @type {Map<string, object>} */
  #summaries = new Map();
  /** @type {Map<string, object>} */
  #bodies = new Map();
  /** @type {Map<string, object>} */
  #goals = new Map();

  async close() {}

  /** @returns {Promise<{ id: string, summary: unknown }[]>} */
  async summaries() {
    return Array.from(this.#summaries, ([id, summary]) => ({ id, summary: structuredClone(summary) }));
  }

  /** @param {string} id @returns {Promise<unknown>} */
  async summary(id) {
    return structuredClone(this.#summaries.get(id));
  }

  /** @param {string} id @returns {Promise<{ summary: unknown, body: unknown, cuts?: number[], goal: unknown }>} */
  async read(id) {
    return structuredClone({ summary: this.#summaries.get(id), body: this.#bodies.get(id), goal: this.#goals.get(id) });
  }

  /** @param {string} id @param {(old: unknown) => object | undefined} change @param {RunContent} [content] */
  async write(id, change, { body, goal } = {}) {
    const next = structuredClone({ summary: change(this.#summaries.get(id)), body, goal });
    if (!next.summary) return;
    if (next.body) this.#bodies.set(id, next.body);
    if (next.goal && !this.#goals.has(id)) this.#goals.set(id, next.goal);
    this.#summaries.set(id, next.summary);
  }

  /** @param {string} id */
  async remove(id) {
    for (const shelf of [this.#summaries, this.#bodies, this.#goals]) shelf.delete(id);
  }
}
