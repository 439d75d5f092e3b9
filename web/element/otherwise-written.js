/**
 * Properties of <snowflake-nca> that take what JSX takes, and read as what it means. A type alone, that nothing imports: in the type of an object TypeScript 6.0 declares setters
 * that it does not read again.
 */
export class OtherwiseWritten {
  /** @returns {string} */
  get toolGoal() { return ''; }
  /** @param {string | number | null | undefined} _name */
  set toolGoal(_name) {}
  /** @returns {string} */
  get size() { return ''; }
  /** @param {string | number | null | undefined} _cells */
  set size(_cells) {}
  /** @returns {number} */
  get speed() { return 0; }
  /** @param {number | 'max' | null | undefined} _stepsPerSecond */
  set speed(_stepsPerSecond) {}
}
