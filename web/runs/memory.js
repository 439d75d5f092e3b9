/** The runs where the browser keeps nothing: there until the page is closed. What goes in and out is copied, as IndexedDB does it. */

export class Memory {
  /** @type {Map<string, object>} */
  #summaries = new Map();
  /** @type {Map<string, object>} */
  #bodies = new Map();

  async close() {}

  /** @returns {Promise<{ id: string, summary: unknown }[]>} */
  async summaries() {
    return Array.from(this.#summaries, ([id, summary]) => ({ id, summary: structuredClone(summary) }));
  }

  /** @param {string} id @returns {Promise<{ summary: unknown, body: unknown }>} */
  async read(id) {
    return structuredClone({ summary: this.#summaries.get(id), body: this.#bodies.get(id) });
  }

  /** @param {string} id @param {(old: unknown) => { summary: object, body?: object } | undefined} change */
  async write(id, change) {
    const next = structuredClone(change(this.#summaries.get(id)));
    if (next?.body) this.#bodies.set(id, next.body);
    if (next) this.#summaries.set(id, next.summary);
  }

  /** @param {string} id */
  async remove(id) {
    this.#summaries.delete(id);
    this.#bodies.delete(id);
  }
}
