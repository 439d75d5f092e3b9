/** Ce que le cœur refuse. */
import { DECODER_RANGES, SHAPE_RANGES } from '../../core/fields.js';

const { channels, hidden, goals } = SHAPE_RANGES, { decoder, decoderScale } = DECODER_RANGES;

/** @satisfies {typeof import('../en/core-errors.js').coreErrors} */
export const coreErrors = {
  NO_WEBASSEMBLY: 'WebAssembly, qui sert à calculer le flocon, est désactivé dans ce navigateur : le mode Isolement et la sécurité renforcée le désactivent.',
  NO_SIMD: 'Ce navigateur n’a pas WebAssembly SIMD. Chrome et Edge l’ont depuis la version 91, Firefox depuis la 89, Safari depuis la 16.4.',
  WRONG_SIMD: 'Ce navigateur se trompe dans ses calculs WebAssembly SIMD. Une version plus récente calcule juste (Safari : 17 ou plus).',
  POLICY_WASM: 'La politique de cette page n’autorise pas WebAssembly : il manque \'wasm-unsafe-eval\' à script-src dans sa Content-Security-Policy.',
  POLICY_FETCH: ({ directive }) => `La politique de cette page interdit d’aller le chercher : ${directive}, dans sa Content-Security-Policy, doit nommer l’endroit où il se trouve.`,
  SANDBOX_FETCH: 'Le cadre de cette page est isolé (sandbox), sans origine, et le serveur ne donne rien aux pages venues d’ailleurs : il doit envoyer Access-Control-Allow-Origin, ou le cadre a besoin de allow-same-origin.',
  NO_WEBGPU: 'Ce navigateur ne donne pas accès à WebGPU ici, le flocon pousse donc sur le processeur.',
  GPU_LOST: 'La carte graphique n’est plus disponible. Le flocon continue sur le processeur, tel qu’il était un instant plus tôt.',
  GPU_NO_KERNELS: 'La carte graphique ne sait pas calculer de telles cellules, elles poussent donc sur le processeur.',
  GPU_GRID_TOO_LARGE: 'Cette grille est trop grande pour la carte graphique, elle pousse donc sur le processeur.',
  HOST_CHANGED: ({ what }) => `Un script de cette page a changé ce que fait JavaScript lui-même (${what}), avec quoi le flocon est calculé.`,
  BAD_ARGUMENT: 'Ce qui a été demandé n’est pas possible.',

  NCA_ERR_MEMORY: 'Il n’y a pas assez de mémoire.',
  NCA_ERR_LOSS_NOT_FINITE: 'La perte n’est plus un nombre fini ; les derniers bons poids ont été gardés.',

  NCA_ERR_IMAGE_FORMAT: 'Ce n’est pas une image que l’on puisse ouvrir ici, comme PNG, JPEG, WebP et la plupart des autres.',
  NCA_ERR_IMAGE_DAMAGED: 'L’image est abîmée ou tronquée.',
  NCA_ERR_IMAGE_SIZE: 'L’image n’a aucun pixel, ou plus de 8 192 par côté.',
  NCA_ERR_IMAGE_CGBI: 'Ce PNG a été réécrit par Xcode pour les iPhone (CgBI) : prenez l’original.',
  NCA_ERR_IMAGE_JPEG: 'C’est une image JPEG : enregistrez-la en PNG.',
  NCA_ERR_IMAGE_GIF: 'C’est une image GIF : enregistrez-la en PNG.',
  NCA_ERR_IMAGE_WEBP: 'C’est une image WebP : enregistrez-la en PNG.',
  NCA_ERR_IMAGE_SVG: 'C’est un dessin SVG : enregistrez-le en PNG.',
  NCA_ERR_IMAGE_AVIF: 'C’est une image AVIF ou HEIC : enregistrez-la en PNG.',
  NCA_ERR_IMAGE_OTHER: 'C’est une image BMP, TIFF, PSD ou JPEG XL : enregistrez-la en PNG.',

  NCA_ERR_WEIGHTS_TRUNCATED: 'Ce fichier s’arrête trop tôt pour un modèle : il est tronqué, ou c’est autre chose.',
  NCA_ERR_WEIGHTS_HEADER: 'Ce n’est pas un fichier de modèle (safetensors), ou son début est abîmé.',
  NCA_ERR_WEIGHTS_OFFSETS: 'Ce fichier de modèle est abîmé : ses parties se chevauchent, ou laissent des trous.',
  NCA_ERR_WEIGHTS_MISSING: 'Ce fichier contient une autre sorte de modèle, sans la règle qui fait pousser un flocon.',
  NCA_ERR_WEIGHTS_SHAPE: 'Ce fichier contient un modèle d’une autre taille, qui ne peut pas pousser ici.',
  NCA_ERR_WEIGHTS_DTYPE: 'Les nombres de ce modèle sont écrits d’une façon qui ne se lit pas ici : enregistrez-le en F32 ou F16.',
  NCA_ERR_WEIGHTS_NOT_FINITE: 'Certains nombres de ce modèle sont infinis ou n’en sont pas, rien ne pousserait donc.',
  NCA_ERR_WEIGHTS_METADATA: 'Ce modèle dit vivre selon une règle qui n’existe pas ici.',
  NCA_ERR_WEIGHTS_LENGTH: 'Ce fichier de modèle est abîmé : il continue après sa fin.',
  NCA_ERR_WEIGHTS_TWICE: 'Ce fichier de modèle est abîmé : deux de ses parties portent le même nom.',

  NCA_ERR_FILE_EMPTY: 'Le fichier est vide.',
  NCA_ERR_FILE_PICTURE: 'C’est une image et non un modèle.',
  NCA_ERR_FILE_MODEL: 'C’est un modèle et non une image.',
  NCA_ERR_FILE_LFS: 'C’est un renvoi de Git LFS et non le fichier : git lfs pull va le chercher.',
  NCA_ERR_FILE_HTML: 'C’est une page web et non le fichier : regardez d’où elle vient.',
  NCA_ERR_FILE_ZIP: 'C’est une archive zip, comme en fait torch.save : enregistrez les poids en safetensors.',
  NCA_ERR_FILE_PICKLE: 'C’est un fichier de Python (pickle) : enregistrez les poids en safetensors.',
  NCA_ERR_FILE_NUMPY: 'C’est un fichier de NumPy : enregistrez les poids en safetensors.',
  NCA_ERR_FILE_ONNX: 'C’est un modèle ONNX : enregistrez les poids en safetensors.',
  NCA_ERR_FILE_OTHER_MODEL: 'C’est un modèle HDF5, GGUF ou TensorFlow Lite : enregistrez-le en safetensors.',
  NCA_ERR_FILE_COMPRESSED: 'Ce fichier est compressé (gzip, bzip2, xz, 7z, zstd ou tar) : décompressez-le d’abord.',
  NCA_ERR_WEIGHTS_SIZES: `Le modèle n’a pas une taille qui puisse tourner ici : il faut ${channels.min} à ${channels.max} canaux par pas de ${channels.step}, ${hidden.min} à ${hidden.max} sommes cachées par pas de ${hidden.step}, ${goals.min} à ${goals.max} buts, un décodeur de ${decoder.min} à ${decoder.max} par pas de ${decoder.step} pour ${decoderScale.min} à ${decoderScale.max} pixels par cellule.`,
  NCA_ERR_FILE_UTF16: 'C’est un texte en UTF-16 : enregistrez-le en UTF-8.',

  NCA_ERR_CHECKPOINT_NONE: 'C’est un modèle et non un entraînement enregistré en cours de route, on ne peut donc pas le poursuivre.',
  NCA_ERR_CHECKPOINT_VERSION: 'Cet entraînement a été enregistré par une autre version du programme.',
  NCA_ERR_CHECKPOINT_DAMAGED: 'Ce qui a été enregistré de cet entraînement est abîmé.',

  NCA_ERR_DISTILL_FORMAT: 'Il n’y a pas de modèle dans ce fichier JSON.',
  NCA_ERR_DISTILL_SHAPE: 'Ce que contient ce fichier JSON n’est pas un modèle d’une taille qui puisse pousser ici.',
  NCA_ERR_DISTILL_DATA: 'Le modèle de ce fichier JSON est abîmé ou tronqué.',
  NCA_ERR_DISTILL_SIZE: 'Ce fichier JSON dépasse 100 Mo, ce qu’aucun modèle ne fait.',

  NCA_ERR_TARGET_EMPTY: 'L’image est vide : il n’y a rien à faire pousser.',
};
