/** Lo que rechaza el núcleo. */
import { DECODER_RANGES, SHAPE_RANGES } from '../../core/fields.js';

const { channels, hidden, goals } = SHAPE_RANGES, { decoder, decoderScale } = DECODER_RANGES;

/** @satisfies {typeof import('../en/core-errors.js').coreErrors} */
export const coreErrors = {
  NO_WEBASSEMBLY: 'WebAssembly, con que se calcula el copo, está desactivado en este navegador: el modo de aislamiento y la seguridad mejorada lo desactivan.',
  NO_SIMD: 'Este navegador no tiene WebAssembly SIMD. Chrome y Edge lo tienen desde la versión 91, Firefox desde la 89, Safari desde la 16.4.',
  WRONG_SIMD: 'Este navegador calcula mal con WebAssembly SIMD. Una versión más nueva lo hace bien (Safari: 17 o posterior).',
  POLICY_WASM: 'La política de esta página no permite WebAssembly: a script-src de su Content-Security-Policy le falta \'wasm-unsafe-eval\'.',
  POLICY_FETCH: ({ directive }) => `La política de esta página no permite traerlo: ${directive} de su Content-Security-Policy tiene que nombrar dónde está.`,
  SANDBOX_FETCH: 'El marco de esta página está aislado (sandbox), sin origen, y el servidor no da nada a páginas de otro: tiene que enviar Access-Control-Allow-Origin, o el marco necesita allow-same-origin.',
  NO_WEBGPU: 'Este navegador no ofrece WebGPU aquí, así que el copo crece en el procesador.',
  GPU_LOST: 'La tarjeta gráfica ya no está disponible. El copo sigue en el procesador, desde un momento antes.',
  GPU_NO_KERNELS: 'La tarjeta gráfica no sabe calcular células así, de modo que crecen en el procesador.',
  GPU_GRID_TOO_LARGE: 'Esta cuadrícula es demasiado grande para la tarjeta gráfica, así que crece en el procesador.',
  HOST_CHANGED: ({ what }) => `Un script de esta página ha cambiado lo que hace el propio JavaScript (${what}), con lo que se calcula el copo.`,
  BAD_ARGUMENT: 'Se ha pedido algo que no es posible.',

  NCA_ERR_MEMORY: 'No hay memoria suficiente.',
  NCA_ERR_LOSS_NOT_FINITE: 'La pérdida ya no es un número finito; se han conservado los últimos pesos buenos.',

  NCA_ERR_IMAGE_FORMAT: 'Esta no es una imagen que se pueda abrir aquí, como PNG, JPEG, WebP y casi todas las demás.',
  NCA_ERR_IMAGE_DAMAGED: 'La imagen está dañada o incompleta.',
  NCA_ERR_IMAGE_SIZE: 'La imagen no tiene píxeles, o tiene más de 8192 por lado.',
  NCA_ERR_IMAGE_CGBI: 'Este PNG lo reescribió Xcode para los iPhone (CgBI): usa el original.',
  NCA_ERR_IMAGE_JPEG: 'Esta es una imagen JPEG: guárdala como PNG.',
  NCA_ERR_IMAGE_GIF: 'Esta es una imagen GIF: guárdala como PNG.',
  NCA_ERR_IMAGE_WEBP: 'Esta es una imagen WebP: guárdala como PNG.',
  NCA_ERR_IMAGE_SVG: 'Este es un dibujo SVG: guárdalo como PNG.',
  NCA_ERR_IMAGE_AVIF: 'Esta es una imagen AVIF o HEIC: guárdala como PNG.',
  NCA_ERR_IMAGE_OTHER: 'Esta es una imagen BMP, TIFF, PSD o JPEG XL: guárdala como PNG.',

  NCA_ERR_WEIGHTS_TRUNCATED: 'Este archivo acaba demasiado pronto para ser un modelo: está cortado, o es otra cosa.',
  NCA_ERR_WEIGHTS_HEADER: 'Este no es un archivo de modelo (safetensors), o su comienzo está dañado.',
  NCA_ERR_WEIGHTS_OFFSETS: 'Este archivo de modelo está dañado: sus partes se solapan, o dejan huecos.',
  NCA_ERR_WEIGHTS_MISSING: 'Este archivo contiene otro tipo de modelo, sin la regla de la que crece un copo.',
  NCA_ERR_WEIGHTS_SHAPE: 'Este archivo contiene un modelo de otro tamaño, que no puede crecer aquí.',
  NCA_ERR_WEIGHTS_DTYPE: 'Los números de este modelo están escritos de un modo que aquí no se puede leer: guárdalo como F32 o F16.',
  NCA_ERR_WEIGHTS_NOT_FINITE: 'Algunos números de este modelo son infinitos o no son números, así que no crecería nada.',
  NCA_ERR_WEIGHTS_METADATA: 'Este modelo dice vivir según una regla que aquí no existe.',
  NCA_ERR_WEIGHTS_LENGTH: 'Este archivo de modelo está dañado: continúa después de su final.',
  NCA_ERR_WEIGHTS_TWICE: 'Este archivo de modelo está dañado: dos de sus partes tienen el mismo nombre.',

  NCA_ERR_FILE_EMPTY: 'El archivo está vacío.',
  NCA_ERR_FILE_PICTURE: 'Esto es una imagen y no un modelo.',
  NCA_ERR_FILE_MODEL: 'Esto es un modelo y no una imagen.',
  NCA_ERR_FILE_LFS: 'Esto es una referencia de Git LFS y no el archivo: git lfs pull lo trae.',
  NCA_ERR_FILE_HTML: 'Esto es una página web y no el archivo: mira de dónde vino.',
  NCA_ERR_FILE_ZIP: 'Esto es un archivo zip, como los de torch.save: guarda los pesos como safetensors.',
  NCA_ERR_FILE_PICKLE: 'Esto es un archivo de Python (pickle): guarda los pesos como safetensors.',
  NCA_ERR_FILE_NUMPY: 'Esto es un archivo de NumPy: guarda los pesos como safetensors.',
  NCA_ERR_FILE_ONNX: 'Esto es un modelo ONNX: guarda los pesos como safetensors.',
  NCA_ERR_FILE_OTHER_MODEL: 'Esto es un modelo HDF5, GGUF o TensorFlow Lite: guárdalo como safetensors.',
  NCA_ERR_FILE_COMPRESSED: 'Este archivo está comprimido (gzip, bzip2, xz, 7z, zstd o tar): descomprímelo primero.',
  NCA_ERR_WEIGHTS_SIZES: `El modelo no tiene un tamaño que funcione aquí: hacen falta de ${channels.min} a ${channels.max} canales de ${channels.step} en ${channels.step}, de ${hidden.min} a ${hidden.max} sumas ocultas de ${hidden.step} en ${hidden.step}, de ${goals.min} a ${goals.max} metas, y un decodificador de ${decoder.min} a ${decoder.max} de ${decoder.step} en ${decoder.step} para entre ${decoderScale.min} y ${decoderScale.max} píxeles por célula.`,
  NCA_ERR_FILE_UTF16: 'Esto es un texto en UTF-16: guárdalo como UTF-8.',

  NCA_ERR_CHECKPOINT_NONE: 'Esto es un modelo y no un entrenamiento guardado a medias, así que no se puede continuar.',
  NCA_ERR_CHECKPOINT_VERSION: 'Este entrenamiento lo guardó otra versión del programa.',
  NCA_ERR_CHECKPOINT_DAMAGED: 'Lo que se guardó de este entrenamiento está dañado.',

  NCA_ERR_DISTILL_FORMAT: 'En este archivo JSON no hay ningún modelo.',
  NCA_ERR_DISTILL_SHAPE: 'Lo que contiene este archivo JSON no es un modelo de un tamaño que pueda crecer aquí.',
  NCA_ERR_DISTILL_DATA: 'El modelo de este archivo JSON está dañado o cortado.',
  NCA_ERR_DISTILL_SIZE: 'Este archivo JSON pasa de 100 MB, más que ningún modelo.',

  NCA_ERR_TARGET_EMPTY: 'La imagen está vacía: no hay nada que pueda crecer.',
};
