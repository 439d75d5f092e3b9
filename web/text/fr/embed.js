/** Ce que disent, à côté de l’élément, la page pour un cadre et le fichier unique. */

/** @satisfies {typeof import('../en/embed.js').embed} */
export const embed = {
  title: 'Flocon de neige',
  heading: 'D’une seule cellule naît un flocon',
  noScript: 'Le flocon est calculé dans votre navigateur. Veuillez autoriser JavaScript pour le voir pousser.',
};
