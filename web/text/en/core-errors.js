/** What is said where the core refuses something: the codes of web/core, and those of src/nca.h. */

import { DECODER_RANGES, SHAPE_RANGES } from '../../core/fields.js';

const { channels, hidden, goals } = SHAPE_RANGES, { decoder, decoderScale } = DECODER_RANGES;

export const coreErrors = {
  NO_WEBASSEMBLY: 'WebAssembly, which the snowflake is computed with, is off in this browser: Lockdown Mode and enhanced security turn it off.',
  NO_SIMD: 'This browser has no WebAssembly SIMD. Chrome and Edge have it from version 91, Firefox from 89, Safari from 16.4.',
  WRONG_SIMD: 'This browser computes WebAssembly SIMD wrongly. A newer version does it right (Safari: 17 or newer).',
  POLICY_WASM: 'The policy of this page does not allow WebAssembly: script-src of its Content-Security-Policy needs \'wasm-unsafe-eval\'.',
  POLICY_FETCH: (/** @type {{ directive: string }} */ { directive }) => `The policy of this page does not allow it to be fetched: ${directive} of its Content-Security-Policy has to name where it lies.`,
  SANDBOX_FETCH: 'The frame of this page is sandboxed, without an origin, and the server gives nothing to pages of another one: it has to send Access-Control-Allow-Origin, or the frame needs allow-same-origin.',
  NO_WEBGPU: 'This browser gives no WebGPU here, so the snowflake grows on the processor.',
  GPU_LOST: 'The graphics card was taken away. The snowflake goes on on the processor, from a moment ago.',
  GPU_NO_KERNELS: 'The graphics card has no kernels for such cells, so they grow on the processor.',
  GPU_GRID_TOO_LARGE: 'This grid is too large for the graphics card, so it grows on the processor.',
  HOST_CHANGED: (/** @type {{ what: string }} */ { what }) => `A script of this page has changed what JavaScript itself does (${what}), which the snowflake is computed with.`,
  BAD_ARGUMENT: 'Something was asked for that cannot be done.',

  NCA_ERR_MEMORY: 'There is not enough memory.',
  NCA_ERR_LOSS_NOT_FINITE: 'The loss is no longer finite; the last good weights were kept.',

  NCA_ERR_IMAGE_FORMAT: 'This is no picture that can be opened here, as PNG, JPEG, WebP and most others can.',
  NCA_ERR_IMAGE_DAMAGED: 'The picture is damaged or cut short.',
  NCA_ERR_IMAGE_SIZE: 'The picture has no pixels, or more than 8,192 on a side.',
  NCA_ERR_IMAGE_CGBI: 'This PNG was rewritten by Xcode for iPhones (CgBI): take the original.',
  NCA_ERR_IMAGE_JPEG: 'This is a JPEG picture: save it as PNG.',
  NCA_ERR_IMAGE_GIF: 'This is a GIF picture: save it as PNG.',
  NCA_ERR_IMAGE_WEBP: 'This is a WebP picture: save it as PNG.',
  NCA_ERR_IMAGE_SVG: 'This is an SVG drawing: save it as PNG.',
  NCA_ERR_IMAGE_AVIF: 'This is an AVIF or HEIC picture: save it as PNG.',
  NCA_ERR_IMAGE_OTHER: 'This is a BMP, TIFF, PSD or JPEG XL picture: save it as PNG.',

  NCA_ERR_WEIGHTS_TRUNCATED: 'This file ends too soon for a model: it is cut off, or it is something else.',
  NCA_ERR_WEIGHTS_HEADER: 'This is no model file (safetensors), or its beginning is damaged.',
  NCA_ERR_WEIGHTS_OFFSETS: 'This model file is damaged: its parts overlap, or leave gaps.',
  NCA_ERR_WEIGHTS_MISSING: 'This file holds another kind of model, without the rule that grows a snowflake.',
  NCA_ERR_WEIGHTS_SHAPE: 'This file holds a model of another size, which cannot grow here.',
  NCA_ERR_WEIGHTS_DTYPE: 'The numbers of this model are written in a way that cannot be read here: save it as F32 or F16.',
  NCA_ERR_WEIGHTS_NOT_FINITE: 'Some numbers of this model are infinite or none at all, so nothing would grow.',
  NCA_ERR_WEIGHTS_METADATA: 'This model says of itself that it lives by a rule which does not exist here.',
  NCA_ERR_WEIGHTS_LENGTH: 'This model file is damaged: it goes on after its end.',
  NCA_ERR_WEIGHTS_TWICE: 'This model file is damaged: two of its parts have the same name.',

  NCA_ERR_FILE_EMPTY: 'The file is empty.',
  NCA_ERR_FILE_PICTURE: 'This is a picture and not a model.',
  NCA_ERR_FILE_MODEL: 'This is a model and not a picture.',
  NCA_ERR_FILE_LFS: 'This is a pointer of Git LFS and not the file: git lfs pull fetches it.',
  NCA_ERR_FILE_HTML: 'This is a web page and not the file: look at where it came from.',
  NCA_ERR_FILE_ZIP: 'This is a zip archive, as torch.save makes: save the weights as safetensors.',
  NCA_ERR_FILE_PICKLE: 'This is a file of Python (pickle): save the weights as safetensors.',
  NCA_ERR_FILE_NUMPY: 'This is a file of NumPy: save the weights as safetensors.',
  NCA_ERR_FILE_ONNX: 'This is an ONNX model: save the weights as safetensors.',
  NCA_ERR_FILE_OTHER_MODEL: 'This is a model in HDF5, GGUF or TensorFlow Lite: save it as safetensors.',
  NCA_ERR_FILE_COMPRESSED: 'This file is packed (gzip, bzip2, xz, 7z, zstd or tar): unpack it first.',
  NCA_ERR_WEIGHTS_SIZES: `The model is of another size than can be run: channels are ${channels.min} to ${channels.max} in steps of ${channels.step}, hidden ${hidden.min} to ${hidden.max} in steps of ${hidden.step}, goals ${goals.min} to ${goals.max}, a decoder ${decoder.min} to ${decoder.max} in steps of ${decoder.step} for ${decoderScale.min} to ${decoderScale.max} pixels a cell.`,
  NCA_ERR_FILE_UTF16: 'This is a text in UTF-16: save it as UTF-8.',

  NCA_ERR_CHECKPOINT_NONE: 'This is a model and no run that was saved half-way, so it cannot be gone on with.',
  NCA_ERR_CHECKPOINT_VERSION: 'This run was saved by another version of the program.',
  NCA_ERR_CHECKPOINT_DAMAGED: 'What was saved of this run is damaged.',

  NCA_ERR_DISTILL_FORMAT: 'There is no model in this JSON file.',
  NCA_ERR_DISTILL_SHAPE: 'What this JSON file holds is no model of the size that can grow here.',
  NCA_ERR_DISTILL_DATA: 'The model in this JSON file is damaged or cut off.',
  NCA_ERR_DISTILL_SIZE: 'This JSON file is larger than 100 MB, which no model is.',

  NCA_ERR_TARGET_EMPTY: 'The picture is empty: there is nothing to grow.',
};
