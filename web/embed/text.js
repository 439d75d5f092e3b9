/** What the page for an iframe and the single file say beside the element itself. */

export const embedText = Object.freeze({
  title: 'Snowflake',
  noScript: 'The snowflake is computed in your browser. Please allow JavaScript to see it grow.',
});
