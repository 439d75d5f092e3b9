/** Was die Seite für einen Rahmen und die einzelne Datei neben dem Element sagen. */

/** @satisfies {typeof import('../en/embed.js').embed} */
export const embed = {
  title: 'Schneeflocke',
  heading: 'Aus einer Zelle wächst eine Schneeflocke',
  noScript: 'Die Schneeflocke wird in deinem Browser berechnet. Bitte erlaube JavaScript, um sie wachsen zu sehen.',
};
