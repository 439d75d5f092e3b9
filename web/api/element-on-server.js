/**
 * `snowflake-nca` where pages are rendered on a server: there are no elements there, so nothing is defined. The tag goes into the page as
 * it is, and comes to life in the browser.
 */
export const SnowflakeNca = undefined;
