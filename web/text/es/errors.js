/** Lo que la página dice de un error. */
import { element } from './element.js';

/** @satisfies {typeof import('../en/errors.js').errors} */
export const errors = {
  ...element.errors,

  SANDBOX_DOWNLOAD: 'El marco en que está esta página no deja guardar archivos. Abre la página sola, o dale al marco «allow-downloads».',
  NO_RECORD: 'Este copo no empezó aquí desde su semilla, así que no se puede volver a contar su crecimiento. Reinícialo primero.',
  NEWER_LINK: 'Este enlace viene de una versión más nueva de esta página. Recárgala para leerlo.',
  BAD_LINK: 'Este enlace está incompleto o dañado, así que no se puede mostrar su copo.',
  LINK_TOO_LONG: 'A este copo le ha pasado demasiado para caber en un enlace. Reinícialo, o guarda mejor un GIF o un vídeo.',
  NOT_BUNDLED: 'Un enlace solo puede llevar modelos que vienen con la página. Guarda los pesos para compartir los tuyos.',
  NO_VIDEO: 'Este navegador no puede hacer un vídeo. Un GIF funciona en todas partes.',
  VIDEO_FAILED: 'El navegador no ha podido hacer el vídeo. Un GIF funciona en todas partes.',

  BAD_MODEL_LINK: 'Este enlace a un modelo está incompleto o dañado, así que no se puede mostrar lo que crece de él.',
  MODEL_NOT_FINITE: 'Estos pesos contienen números que no son finitos, así que un enlace no puede llevarlos.',
  MODEL_OUT_OF_RANGE: 'Un enlace solo puede llevar un modelo para una cuadrícula de 3 a 1024 células por lado, con ajustes dentro de sus límites.',
  LICENSE_TOO_LONG: 'La licencia de este modelo es demasiado larga para un enlace. Guarda mejor los pesos.',

  MODEL_DAMAGED: ({ title }) => `Lo que el navegador guardaba de «${title}» está dañado. Solo se puede eliminar.`,
  LIBRARY_FULL: 'Al navegador no le queda sitio para modelos. Los que guardaba siguen ahí; elimina uno, o guarda mejor los pesos.',
  LIBRARY_FAILED: 'El navegador no ha podido guardar el modelo, o no ha podido leer lo que guardaba. Guarda los pesos por si acaso.',
};
