/**
 * `snowflake-nca`: importing it defines the tag `<snowflake-nca>`.
 *
 * @module snowflake-nca
 */
import { SnowflakeNca } from '../element/snowflake-nca.js';

export { SnowflakeNca };

declare global {
  interface HTMLElementTagNameMap {
    'snowflake-nca': SnowflakeNca;
  }
}
