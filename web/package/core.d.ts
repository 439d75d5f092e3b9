/** The types of `snowflake-nca/core`. */
import './host.js';

export * from '../api/core.js';
