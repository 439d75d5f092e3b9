/**
 * Ce que dit l’atelier : d’un entraînement, et de ceux qui sont gardés.
 *
 * @import * as english from '../en/studio.js'
 */
import { writersOf } from '../writers.js';

const { decimals, isOne, number, percent, plural, rough } = writersOf('fr');

/** @satisfies {typeof english.training} */
export const training = {
  live: 'Ce qui en pousse maintenant',
  liveLabel: 'Ce qui pousse maintenant des poids à l’entraînement',
  liveLabelOf: (goal) => `Ce qui pousse maintenant des poids à l’entraînement : ${goal}`,
  start: 'Commencer l’entraînement',
  again: 'Reprendre de zéro',
  goOn: 'Continuer d’ici',
  back: (epoch) => `Revenir au meilleur, époque ${number(epoch)}`,
  results: 'Ce qu’il a appris',
  pause: 'Pause',
  resume: 'Reprendre',
  stop: 'Arrêter',
  use: 'Utiliser ces poids',
  keep: 'Garder dans la galerie',
  save: 'Enregistrer les poids',
  saveRun: 'Enregistrer tout l’entraînement',
  share: 'Copier le lien vers ce modèle',
  embed: 'Copier le code pour une page',
  epoch: 'époque',
  loss: 'perte, moyenne de 20',
  rate: 'époques par seconde',
  left: 'temps restant',
  chart: 'La perte par époque',
  chartEmpty: 'La perte trace sa courbe ici dès que l’entraînement tourne.',
  chartLabel: (epochs, loss) => `Courbe de la perte sur ${plural(epochs, { one: `${number(epochs)} époque`, other: `${number(epochs)} époques` })} ; maintenant ${loss}.`,
  idle: 'Prêt à s’entraîner.',
  loading: 'Démarrage.',
  running: 'Entraînement en cours.',
  paused: (epoch) => `En pause à l’époque ${number(epoch)}.`,
  stopped: (epoch) => `Arrêté à l’époque ${number(epoch)}. Les poids sont à vous : utilisez-les, enregistrez-les ou poursuivez l’entraînement.`,
  done: (epoch) => `Fini, à l’époque ${number(epoch)}. Les poids sont à vous : utilisez-les, enregistrez-les ou poursuivez l’entraînement.`,
  steppedBack: (from, to) => `Retour de l’époque ${number(from)} à l’époque ${number(to)}.`,
  goalWhileTraining: 'Le nouveau but compte à partir du prochain départ.',
  notFinite: (epoch) => `La perte n’était plus un nombre fini, l’entraînement s’est donc arrêté. Les derniers bons poids, de l’époque ${number(epoch)}, sont gardés.`,
  moved: {
    lost: 'La carte graphique n’est plus disponible : l’entraînement continue sur le processeur, depuis le dernier point enregistré.',
    none: 'Ce navigateur ne donne pas de carte graphique pour calculer : l’entraînement se fait sur le processeur.',
    other: (why) => `${why} L’entraînement se fait sur le processeur.`,
  },
  died: (epoch) => `Le worker qui s’entraînait est mort. Les poids de l’époque ${number(epoch)} sont gardés : utilisez-les, enregistrez-les, ou repartez d’eux.`,
  diedEarly: 'Le worker qui s’entraîne est mort avant d’avoir rien appris. Réessayez ; s’il meurt encore, d’autres onglets ont peut-être la mémoire qu’il lui faut.',
  modelName: (goal) => `${goal}, entraîné dans le navigateur`,
};

/** @satisfies {typeof english.studio} */
export const studio = {
  heading: 'Regardez-le apprendre',
  progress: 'Où en est l’entraînement',
  pool: 'De la réserve : ce sur quoi il s’exerce',
  poolLabel: 'Quelques flocons de la réserve',
  timeLeft: (seconds) => {
    const minutes = seconds / 60;
    return seconds < 55 ? `${number(Math.max(5, Math.round(seconds / 5) * 5))} s` : minutes < 59.5 ? `${number(Math.round(minutes))} min` : `${rough(minutes / 60)} h`;
  },
};

/** @satisfies {typeof english.runs} */
export const runs = {
  heading: 'Entraînements gardés dans ce navigateur',
  goOn: 'Continuer',
  remove: 'Supprimer',
  rename: 'Renommer',
  lookAgain: 'Regarder encore',
  removed: (name) => `« ${name} » est supprimé.`,
  left: (name) => `« ${name} » n’a pas pu être gardé, et un autre entraînement a commencé.`,
  goOnWith: (name, epochs) =>
    name ? `Continuer « ${name} », époque ${number(epochs)}` : `Continuer l’entraînement sans nom, époque ${number(epochs)}`,
  goOnLabel: (name) => `Continuer : ${name}`,
  removeLabel: (name) => `Supprimer : ${name}`,
  renameLabel: (name) => `Renommer : ${name}`,
  name: 'Nom de l’entraînement',
  curve: 'Sa perte, sur une échelle logarithmique',
  size: (bytes) => `Ils prennent ${rough(bytes / 1e6)} Mo.`,
  unnamed: 'Entraînement sans nom',
  summary: (name, epochs, loss) =>
    Number.isFinite(loss) ? `${name} : époque ${number(epochs)}, perte ${decimals(loss, 4)}` : `${name} : époque ${number(epochs)}`,
};

/** @satisfies {typeof english.recipe} */
export const recipe = {
  heading: 'Comment doit-il apprendre ?',
  presets: 'Recettes',
  ofThePost: 'Comme dans le billet de blog',
  everySetting: 'Tous les réglages',
  start: 'Partir de',
  scratch: 'rien : de zéro',
  startRun: 'ce que cet entraînement a appris',
  file: 'Poids d’un fichier',
  runFile: 'Entraînement d’un fichier',
  kinds: 'Quelle sorte de cellules',
  cost: (numParams, time) =>
    `Des cellules de cette taille ont ${number(numParams)} nombres à apprendre, et un pas prend environ ${isOne(time) ? 'le temps' : `${decimals(time, 1)} fois le temps`} qu’il prend avec la taille ordinaire.`,
  trainOn: 'Entraîner sur',
  devices: { processor: 'le processeur', graphics: 'la carte graphique' },
  takes: (epochs, onProcessor, onGraphics) =>
    `${plural(epochs, { one: `${number(epochs)} époque prend`, other: `${number(epochs)} époques prennent` })} ${onProcessor ? `environ ${onProcessor}` : 'un temps encore inconnu ici'} sur le processeur, ${onGraphics ? `environ ${onGraphics}` : 'un temps encore inconnu ici'} sur la carte graphique.`,
  workers: 'Workers',
  reset: 'Revenir à la recette',
  asPreset: (title) => `Tout comme dans « ${title} ».`,
  changed: (title) => `Vos changements ont fait place à « ${title} ».`,
  custom: (title) => `« ${title} », avec vos changements.`,
  weightsRead: (name) => `${name} est chargé. Le prochain départ s’en servira.`,
};

/** @satisfies {typeof english.health} */
export const health = {
  heading: 'Santé',
  ofEpoch: (epoch) => `Tel qu’à l’époque ${number(epoch)}, laissé à lui-même, bien plus longtemps qu’il ne s’exerce.`,
  probing: (epoch, share) => `Examen de l’époque ${number(epoch)} : ${percent(share)}.`,
  atStep: (step) => `Erreur au pas ${number(step)}`,
  wounds: 'Plaies refermées',
  healed: (healed, count) => `${number(healed)} sur ${number(count)}`,
  far: 'hors de toute mesure',
  verdicts: { good: 'bonne', fair: 'moyenne', poor: 'mauvaise' },
};

/** @satisfies {typeof english.errors} */
export const errors = {
  GPU_BATCH_TOO_LARGE: 'Ce lot est trop grand pour la carte graphique.',
  GPU_NO_MEMORY: 'La carte graphique n’a pas la place pour cet entraînement.',
  STORAGE_NONE: 'Ce navigateur ne garde rien pour cette page, les entraînements disparaissent donc à sa fermeture. Enregistrez les poids de ceux qui vous plaisent.',
  STORAGE_DENIED: 'Les réglages de ce navigateur interdisent à cette page de rien garder, les entraînements disparaissent donc à sa fermeture : autorisez-lui les cookies et données de sites, ou enregistrez les poids de ceux qui vous plaisent.',
  SANDBOX_STORAGE: 'Cette page se trouve dans un cadre isolé (sandbox), qui ne peut rien garder, les entraînements disparaissent donc à sa fermeture. Ouvrez-la seule, ou donnez au cadre « allow-same-origin ».',
  SANDBOX_WORKER: 'Cette page se trouve dans un cadre isolé (sandbox), où les navigateurs ne lancent pas de workers, et il en faut ici. Ouvrez-la seule, ou donnez au cadre « allow-same-origin ».',
  POLICY_WORKER: ({ directive }) =>
    `La politique de cette page n’autorise aucun worker, et il en faut ici : ${directive} les interdit dans sa Content-Security-Policy. Il y faut « worker-src 'self' ».`,
  WORKER_MISSING: 'Impossible d’aller chercher le worker qui entraîne : il semble n’y avoir aucune connexion. Recommencez quand il y en aura une.',
  NO_MODULE_WORKERS: 'Ce navigateur est trop ancien pour l’entraînement : il n’a pas de workers en modules. Entraînez dans Firefox 114 ou plus récent, ou dans Chrome, Edge ou Safari.',
  POLICY_TRUSTED_TYPES: 'La politique de cette page exige des Trusted Types, mais ne connaît pas celui qu’il faut ici : « trusted-types », dans sa Content-Security-Policy, doit nommer « snowflake-nca ».',
  STORAGE_NEWER: 'Les entraînements de ce navigateur ont été gardés par une version plus récente de cette page. Rechargez-la pour les voir ; d’ici là, les entraînements disparaissent quand la page se ferme.',
  STORAGE_FULL: 'Le navigateur n’a plus de place pour garder cet entraînement. Ce qui en était gardé est toujours là. Supprimer d’autres entraînements fait de la place.',
  STORAGE_FAILED: 'Le navigateur n’a pas pu atteindre les entraînements qu’il garde. Recharger la page aide.',
  RUN_MISSING: 'Cet entraînement n’est plus là. Il a peut-être été supprimé dans un autre onglet.',
  RUN_DAMAGED: 'Ce qui a été gardé de cet entraînement est abîmé, il ne peut donc pas continuer.',
  RUN_ELSEWHERE: 'Cet entraînement continue dans un autre onglet.',
  RUN_WENT_ON: 'Un autre onglet a poursuivi cet entraînement depuis qu’il s’est arrêté ici. Il continue à partir de là.',
  RUN_NOT_SAVED: 'L’entraînement ouvert n’a pas pu être enregistré, il reste donc là, arrêté. Enregistrez ses poids s’ils vous plaisent ; la prochaine fois, il sera quitté quand même.',
  RUN_INVALID: 'Ce n’est pas un entraînement que l’on puisse garder : il en manque une partie, ou elle est hors de ses limites.',
  RUNS_LEFT_OUT: ({ count }) =>
    plural(count, { one: 'Un entraînement gardé ici est abîmé et laissé de côté.', other: `${number(count)} entraînements gardés ici sont abîmés et laissés de côté.` }),
};
