/** The types of `snowflake-nca/models`. */
import './host.js';

export * from '../api/models.js';
