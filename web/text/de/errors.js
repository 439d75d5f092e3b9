/** Was die Seite von einem Fehler sagt. */
import { element } from './element.js';

/** @satisfies {typeof import('../en/errors.js').errors} */
export const errors = {
  ...element.errors,

  SANDBOX_DOWNLOAD: 'Der Rahmen, in dem diese Seite steht, lässt niemanden Dateien sichern. Öffne die Seite für sich, oder gib dem Rahmen „allow-downloads“.',
  NO_RECORD: 'Diese Flocke begann hier nicht mit ihrer ersten Zelle, also lässt sich ihr Wachstum nicht noch einmal erzählen. Beginne sie erst neu.',
  NEWER_LINK: 'Dieser Link kommt von einer neueren Version dieser Seite. Lade sie neu, um ihn zu lesen.',
  BAD_LINK: 'Dieser Link ist unvollständig oder beschädigt, also lässt sich seine Flocke nicht zeigen.',
  LINK_TOO_LONG: 'Mit dieser Schneeflocke geschah zu viel, als dass ein Link es halten könnte. Beginne sie neu, oder sichere stattdessen ein GIF oder Video.',
  NOT_BUNDLED: 'Ein Link hält nur Modelle, die zur Seite gehören. Sichere die Gewichte, um deine eigenen zu teilen.',
  NO_VIDEO: 'Dieser Browser kann kein Video machen. Ein GIF geht überall.',
  VIDEO_FAILED: 'Der Browser konnte das Video nicht machen. Ein GIF geht überall.',

  BAD_MODEL_LINK: 'Dieser Link zu einem Modell ist unvollständig oder beschädigt, also kann nicht gezeigt werden, was daraus wächst.',
  MODEL_NOT_FINITE: 'Diese Gewichte enthalten Zahlen, die nicht endlich sind, also kann kein Link sie tragen.',
  MODEL_OUT_OF_RANGE: 'Ein Link trägt nur ein Modell für ein Gitter von 3 bis 1.024 Zellen je Seite, mit Einstellungen in ihren Grenzen.',
  LICENSE_TOO_LONG: 'Die Lizenz dieses Modells ist zu lang für einen Link. Sichere stattdessen die Gewichte.',

  MODEL_DAMAGED: ({ title }) => `Was der Browser von „${title}“ aufbewahrt hat, ist beschädigt. Es kann nur noch entfernt werden.`,
  LIBRARY_FULL: 'Der Browser hat keinen Platz mehr für Modelle. Die aufbewahrten sind noch da; entferne eines, oder sichere stattdessen die Gewichte.',
  LIBRARY_FAILED: 'Der Browser konnte das Modell nicht aufbewahren, oder nicht lesen, was er aufbewahrt hat. Sichere zur Vorsicht die Gewichte.',
};
