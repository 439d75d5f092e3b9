/** What the page for an iframe and the single file say beside the element. */

export const embed = {
  title: 'Snowflake',
  heading: 'One cell grows into a snowflake',
  noScript: 'The snowflake is computed in your browser. Please allow JavaScript to see it grow.',
};
