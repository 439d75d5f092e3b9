/**
 * <snowflake-nca> as one module with all it needs inside: snowflake-nca.js of the build.
 *
 * What is packed is imported first and so stands first: gzip remembers 32 kB, and the code behind it is then of one piece.
 */
import 'nca-embed.wasm?packed';
import '../../assets/models/snowflake.safetensors?letters';
import './host.js'; // before anything else is done

export { SnowflakeNca } from '../element/snowflake-nca.js';
export { speak } from '../text/element-words.js';
