/** Was der Kern ablehnt. */
import { DECODER_RANGES, SHAPE_RANGES } from '../../core/fields.js';

const { channels, hidden, goals } = SHAPE_RANGES, { decoder, decoderScale } = DECODER_RANGES;

/** @satisfies {typeof import('../en/core-errors.js').coreErrors} */
export const coreErrors = {
  NO_WEBASSEMBLY: 'WebAssembly, womit die Schneeflocke berechnet wird, ist in diesem Browser aus: Der Blockierungsmodus und erweiterte Sicherheit schalten es ab.',
  NO_SIMD: 'Diesem Browser fehlt SIMD in WebAssembly. Chrome und Edge haben es ab Version 91, Firefox ab 89, Safari ab 16.4.',
  WRONG_SIMD: 'Dieser Browser rechnet mit WebAssembly-SIMD falsch. Eine neuere Version macht es richtig (Safari: ab 17).',
  POLICY_WASM: 'Die Richtlinie dieser Seite erlaubt kein WebAssembly: script-src ihrer Content-Security-Policy braucht \'wasm-unsafe-eval\'.',
  POLICY_FETCH: ({ directive }) => `Die Richtlinie dieser Seite erlaubt nicht, es zu holen: ${directive} ihrer Content-Security-Policy muss nennen, wo es liegt.`,
  SANDBOX_FETCH: 'Der Rahmen dieser Seite ist eine Sandbox ohne Ursprung, und der Server gibt Seiten anderer Herkunft nichts: Er muss Access-Control-Allow-Origin senden, oder der Rahmen braucht allow-same-origin.',
  NO_WEBGPU: 'Dieser Browser gibt hier kein WebGPU, also wächst die Schneeflocke auf dem Prozessor.',
  GPU_LOST: 'Die Grafikkarte wurde entzogen. Die Schneeflocke wächst auf dem Prozessor weiter, so wie sie eben noch war.',
  GPU_NO_KERNELS: 'Die Grafikkarte kann solche Zellen nicht rechnen, also wachsen sie auf dem Prozessor.',
  GPU_GRID_TOO_LARGE: 'Dieses Gitter ist zu groß für die Grafikkarte, also wächst es auf dem Prozessor.',
  HOST_CHANGED: ({ what }) => `Ein Skript dieser Seite hat verändert, was JavaScript selbst tut (${what}); damit wird die Schneeflocke berechnet.`,
  BAD_ARGUMENT: 'Es wurde etwas verlangt, das nicht geht.',

  NCA_ERR_MEMORY: 'Der Speicher reicht nicht.',
  NCA_ERR_LOSS_NOT_FINITE: 'Der Verlust ist nicht mehr endlich; die letzten guten Gewichte sind noch da.',

  NCA_ERR_IMAGE_FORMAT: 'Das ist kein Bild, das sich hier öffnen lässt, wie PNG, JPEG, WebP und die meisten anderen.',
  NCA_ERR_IMAGE_DAMAGED: 'Das Bild ist beschädigt oder abgeschnitten.',
  NCA_ERR_IMAGE_SIZE: 'Das Bild hat keine Pixel, oder mehr als 8.192 auf einer Seite.',
  NCA_ERR_IMAGE_CGBI: 'Dieses PNG hat Xcode für iPhones umgeschrieben (CgBI): Nimm das Original.',
  NCA_ERR_IMAGE_JPEG: 'Das ist ein JPEG-Bild: Speichere es als PNG.',
  NCA_ERR_IMAGE_GIF: 'Das ist ein GIF-Bild: Speichere es als PNG.',
  NCA_ERR_IMAGE_WEBP: 'Das ist ein WebP-Bild: Speichere es als PNG.',
  NCA_ERR_IMAGE_SVG: 'Das ist eine SVG-Zeichnung: Speichere sie als PNG.',
  NCA_ERR_IMAGE_AVIF: 'Das ist ein AVIF- oder HEIC-Bild: Speichere es als PNG.',
  NCA_ERR_IMAGE_OTHER: 'Das ist ein Bild in BMP, TIFF, PSD oder JPEG XL: Speichere es als PNG.',

  NCA_ERR_WEIGHTS_TRUNCATED: 'Diese Datei endet zu früh für ein Modell: Sie ist abgeschnitten, oder etwas anderes.',
  NCA_ERR_WEIGHTS_HEADER: 'Das ist keine Modelldatei (safetensors), oder ihr Anfang ist beschädigt.',
  NCA_ERR_WEIGHTS_OFFSETS: 'Diese Modelldatei ist beschädigt: Ihre Teile überlappen sich, oder lassen Lücken.',
  NCA_ERR_WEIGHTS_MISSING: 'Diese Datei enthält eine andere Art von Modell, ohne die Regel, aus der eine Schneeflocke wächst.',
  NCA_ERR_WEIGHTS_SHAPE: 'Diese Datei enthält ein Modell von anderer Größe, das hier nicht wachsen kann.',
  NCA_ERR_WEIGHTS_DTYPE: 'Die Zahlen dieses Modells sind auf eine Art geschrieben, die hier nicht zu lesen ist: Speichere es als F32 oder F16.',
  NCA_ERR_WEIGHTS_NOT_FINITE: 'Einige Zahlen dieses Modells sind unendlich oder gar keine, also würde nichts wachsen.',
  NCA_ERR_WEIGHTS_METADATA: 'Dieses Modell sagt von sich, dass es nach einer Regel lebt, die es hier nicht gibt.',
  NCA_ERR_WEIGHTS_LENGTH: 'Diese Modelldatei ist beschädigt: Sie geht nach ihrem Ende weiter.',
  NCA_ERR_WEIGHTS_TWICE: 'Diese Modelldatei ist beschädigt: Zwei ihrer Teile haben denselben Namen.',

  NCA_ERR_FILE_EMPTY: 'Die Datei ist leer.',
  NCA_ERR_FILE_PICTURE: 'Das ist ein Bild und kein Modell.',
  NCA_ERR_FILE_MODEL: 'Das ist ein Modell und kein Bild.',
  NCA_ERR_FILE_LFS: 'Das ist ein Verweis von Git LFS und nicht die Datei: git lfs pull holt sie.',
  NCA_ERR_FILE_HTML: 'Das ist eine Webseite und nicht die Datei: Sieh nach, woher sie kam.',
  NCA_ERR_FILE_ZIP: 'Das ist ein ZIP-Archiv, wie torch.save es macht: Speichere die Gewichte als safetensors.',
  NCA_ERR_FILE_PICKLE: 'Das ist eine Datei von Python (Pickle): Speichere die Gewichte als safetensors.',
  NCA_ERR_FILE_NUMPY: 'Das ist eine Datei von NumPy: Speichere die Gewichte als safetensors.',
  NCA_ERR_FILE_ONNX: 'Das ist ein ONNX-Modell: Speichere die Gewichte als safetensors.',
  NCA_ERR_FILE_OTHER_MODEL: 'Das ist ein Modell in HDF5, GGUF oder TensorFlow Lite: Speichere es als safetensors.',
  NCA_ERR_FILE_COMPRESSED: 'Diese Datei ist gepackt (gzip, bzip2, xz, 7z, zstd oder tar): Packe sie erst aus.',
  NCA_ERR_WEIGHTS_SIZES: `Das Modell hat eine Größe, die hier nicht läuft: ${channels.min} bis ${channels.max} Kanäle in Schritten von ${channels.step}, ${hidden.min} bis ${hidden.max} verborgene in Schritten von ${hidden.step}, ${goals.min} bis ${goals.max} Ziele, ein Decoder von ${decoder.min} bis ${decoder.max} in Schritten von ${decoder.step} für das ${decoderScale.min}- bis ${decoderScale.max}-Fache.`,
  NCA_ERR_FILE_UTF16: 'Das ist ein Text in UTF-16: Speichere ihn als UTF-8.',

  NCA_ERR_CHECKPOINT_NONE: 'Das ist ein Modell und kein Lauf, der unterwegs gesichert wurde: Es kann nicht fortgesetzt werden.',
  NCA_ERR_CHECKPOINT_VERSION: 'Diesen Lauf hat eine andere Version des Programms gesichert.',
  NCA_ERR_CHECKPOINT_DAMAGED: 'Was von diesem Lauf gesichert war, ist beschädigt.',

  NCA_ERR_DISTILL_FORMAT: 'In dieser JSON-Datei ist kein Modell.',
  NCA_ERR_DISTILL_SHAPE: 'Was diese JSON-Datei enthält, ist kein Modell der Größe, die hier wachsen kann.',
  NCA_ERR_DISTILL_DATA: 'Das Modell in dieser JSON-Datei ist beschädigt oder abgeschnitten.',
  NCA_ERR_DISTILL_SIZE: 'Diese JSON-Datei ist größer als 100 MB, wie kein Modell es ist.',

  NCA_ERR_TARGET_EMPTY: 'Das Bild ist leer: Es gibt nichts, das wachsen könnte.',
};
