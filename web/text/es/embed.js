/** Lo que dicen, junto al elemento, la página para un marco y el archivo único. */

/** @satisfies {typeof import('../en/embed.js').embed} */
export const embed = {
  title: 'Copo de nieve',
  heading: 'De una célula crece un copo de nieve',
  noScript: 'El copo se calcula en tu navegador. Permite JavaScript para verlo crecer.',
};
