/** What is said where the core refuses something: the codes of web/core, and those of src/nca.h. */

export const coreErrors = {
  NO_WEBASSEMBLY: 'This browser has no WebAssembly, which the snowflake is computed with.',
  NO_SIMD: 'This browser has no WebAssembly SIMD. Chrome and Edge have it from version 91, Firefox from 89, Safari from 16.4.',
  WRONG_SIMD: 'This browser computes WebAssembly SIMD wrongly. A newer version does it right (Safari: 17 or newer).',
  POLICY_WASM: 'The policy of this page does not allow WebAssembly: script-src of its Content-Security-Policy needs \'wasm-unsafe-eval\'.',
  POLICY_FETCH: (/** @type {{ directive: string }} */ { directive }) => `The policy of this page does not allow it to be fetched: ${directive} of its Content-Security-Policy has to name where it lies.`,
  BAD_ARGUMENT: 'Something was asked for that cannot be done.',

  NCA_ERR_MEMORY: 'There is not enough memory.',
  NCA_ERR_LOSS_NOT_FINITE: 'The loss is no longer finite; the last good weights were kept.',

  NCA_ERR_IMAGE_FORMAT: 'This is not a PNG picture.',
  NCA_ERR_IMAGE_DAMAGED: 'The picture is damaged or cut short.',
  NCA_ERR_IMAGE_SIZE: 'The picture has no pixels, or more than 8,192 on a side.',
  NCA_ERR_IMAGE_CGBI: 'This PNG was rewritten by Xcode for iPhones (CgBI): take the original.',
  NCA_ERR_IMAGE_JPEG: 'This is a JPEG picture: save it as PNG.',
  NCA_ERR_IMAGE_GIF: 'This is a GIF picture: save it as PNG.',
  NCA_ERR_IMAGE_WEBP: 'This is a WebP picture: save it as PNG.',
  NCA_ERR_IMAGE_SVG: 'This is an SVG drawing: save it as PNG.',
  NCA_ERR_IMAGE_AVIF: 'This is an AVIF or HEIC picture: save it as PNG.',
  NCA_ERR_IMAGE_OTHER: 'This is a BMP, TIFF, PSD or JPEG XL picture: save it as PNG.',

  NCA_ERR_WEIGHTS_TRUNCATED: 'The weights file is cut short.',
  NCA_ERR_WEIGHTS_HEADER: 'The weights file has no valid safetensors header.',
  NCA_ERR_WEIGHTS_OFFSETS: 'The tensors of the weights file overlap, leave gaps or belie their shapes.',
  NCA_ERR_WEIGHTS_MISSING: 'The weights file lacks one of updater.0/2.weight/bias.',
  NCA_ERR_WEIGHTS_SHAPE: 'A tensor of the weights file has another shape than this model.',
  NCA_ERR_WEIGHTS_DTYPE: 'The weights file stores numbers other than F32 or F16.',
  NCA_ERR_WEIGHTS_NOT_FINITE: 'The weights file holds NaN or infinite numbers.',
  NCA_ERR_WEIGHTS_METADATA: 'The weights file describes a model that cannot be run.',
  NCA_ERR_WEIGHTS_LENGTH: 'The weights file goes on after its last tensor.',
  NCA_ERR_WEIGHTS_TWICE: 'Two entries in the header of the weights file have the same name.',

  NCA_ERR_FILE_EMPTY: 'The file is empty.',
  NCA_ERR_FILE_PICTURE: 'This is a picture and not a model.',
  NCA_ERR_FILE_MODEL: 'This is a model and not a picture.',
  NCA_ERR_FILE_LFS: 'This is a pointer of Git LFS and not the file: git lfs pull fetches it.',
  NCA_ERR_FILE_HTML: 'This is a web page and not the file: look at where it came from.',
  NCA_ERR_FILE_ZIP: 'This is a zip archive, as torch.save makes: save the weights as safetensors.',
  NCA_ERR_FILE_PICKLE: 'This is a Python pickle: save the weights as safetensors.',
  NCA_ERR_FILE_NUMPY: 'This is a NumPy array: save the weights as safetensors.',
  NCA_ERR_FILE_ONNX: 'This is an ONNX model: save the weights as safetensors.',
  NCA_ERR_FILE_OTHER_MODEL: 'This is a model in HDF5, GGUF or TensorFlow Lite: save it as safetensors.',
  NCA_ERR_FILE_COMPRESSED: 'This file is packed (gzip, bzip2, xz, 7z, zstd or tar): unpack it first.',
  NCA_ERR_FILE_UTF16: 'This is a text in UTF-16: save it as UTF-8.',

  NCA_ERR_CHECKPOINT_NONE: 'This is a weights file and not a checkpoint: it cannot be resumed.',
  NCA_ERR_CHECKPOINT_VERSION: 'The checkpoint is of another version of this program.',
  NCA_ERR_CHECKPOINT_DAMAGED: 'The checkpoint lacks a part, or a number in it makes no sense.',

  NCA_ERR_DISTILL_FORMAT: 'This is not one of the models that Distill published as JSON.',
  NCA_ERR_DISTILL_SHAPE: 'The JSON model has other layers than 48 to 128 to 16 numbers.',
  NCA_ERR_DISTILL_DATA: 'The weights in the JSON model are cut short or no base64.',
  NCA_ERR_DISTILL_SIZE: 'The JSON is larger than 100 MB: it is no model.',

  NCA_ERR_TARGET_EMPTY: 'The picture is empty: there is nothing to grow.',
};
