/** Ce que la page dit d’une erreur. */
import { element } from './element.js';

/** @satisfies {typeof import('../en/errors.js').errors} */
export const errors = {
  ...element.errors,

  SANDBOX_DOWNLOAD: 'Le cadre où se trouve cette page ne laisse personne enregistrer de fichiers. Ouvrez la page seule, ou donnez au cadre « allow-downloads ».',
  NO_RECORD: 'Ce flocon n’est pas parti de sa graine ici, on ne peut donc pas rejouer sa croissance. Recommencez-le d’abord.',
  NEWER_LINK: 'Ce lien vient d’une version plus récente de cette page. Rechargez-la pour le lire.',
  BAD_LINK: 'Ce lien est incomplet ou abîmé, son flocon ne peut donc pas être montré.',
  LINK_TOO_LONG: 'Ce flocon a trop vécu pour tenir dans un lien. Recommencez-le, ou enregistrez plutôt un GIF ou une vidéo.',
  NOT_BUNDLED: 'Un lien ne peut porter que les modèles fournis avec la page. Enregistrez les poids pour partager les vôtres.',
  NO_VIDEO: 'Ce navigateur ne sait pas faire de vidéo. Un GIF marche partout.',
  VIDEO_FAILED: 'Le navigateur n’a pas pu faire la vidéo. Un GIF marche partout.',

  BAD_MODEL_LINK: 'Ce lien vers un modèle est incomplet ou abîmé, on ne peut donc pas montrer ce qui en pousse.',
  MODEL_NOT_FINITE: 'Ces poids contiennent des nombres qui ne sont pas finis, un lien ne peut donc pas les porter.',
  MODEL_OUT_OF_RANGE: 'Un lien ne peut porter qu’un modèle pour une grille de 3 à 1 024 cellules de côté, avec des réglages dans leurs limites.',
  LICENSE_TOO_LONG: 'La licence de ce modèle est trop longue pour un lien. Enregistrez plutôt les poids.',

  MODEL_DAMAGED: ({ title }) => `Ce que le navigateur a gardé de « ${title} » est abîmé. On ne peut plus que le supprimer.`,
  LIBRARY_FULL: 'Le navigateur n’a plus de place pour des modèles. Ceux qui étaient gardés sont toujours là ; supprimez-en un, ou enregistrez plutôt les poids.',
  LIBRARY_FAILED: 'Le navigateur n’a pas pu garder le modèle, ou pas pu lire ce qu’il gardait. Enregistrez les poids par prudence.',
};
