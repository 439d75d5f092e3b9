/** What the core refuses, in Japanese. */
import { DECODER_RANGES, SHAPE_RANGES } from '../../core/fields.js';

const { channels, hidden, goals } = SHAPE_RANGES, { decoder, decoderScale } = DECODER_RANGES;

/** @satisfies {typeof import('../en/core-errors.js').coreErrors} */
export const coreErrors = {
  NO_WEBASSEMBLY: '雪の結晶の計算に使うWebAssemblyが、このブラウザーでは無効です。ロックダウンモードや強化されたセキュリティ設定が無効にしています。',
  NO_SIMD: 'このブラウザーではWebAssemblyのSIMDが使えません。ChromeとEdgeは91、Firefoxは89、Safariは16.4から使えます。',
  WRONG_SIMD: 'このブラウザーはWebAssemblyのSIMDを誤って計算します。新しい版なら直っています（Safariは17以降）。',
  POLICY_WASM: 'このページのポリシーがWebAssemblyを許可していません。Content-Security-Policyのscript-srcに\'wasm-unsafe-eval\'が必要です。',
  POLICY_FETCH: ({ directive }) => `このページのポリシーが取得を許可していません。Content-Security-Policyの${directive}に、置き場所を書く必要があります。`,
  SANDBOX_FETCH: 'このページのフレームはオリジンのないサンドボックスで、サーバーは別オリジンのページに何も渡しません。サーバーがAccess-Control-Allow-Originを送るか、フレームにallow-same-originが必要です。',
  NO_WEBGPU: 'このブラウザーではWebGPUが使えないので、結晶はCPUで育ちます。',
  GPU_LOST: 'GPUが使えなくなりました。少し前の状態から、CPUで育ち続けます。',
  GPU_NO_KERNELS: 'GPUはこの種類の細胞を計算できないので、CPUで育ちます。',
  GPU_GRID_TOO_LARGE: 'このグリッドはGPUには大きすぎるので、CPUで育ちます。',
  HOST_CHANGED: ({ what }) => `このページのスクリプトが、雪の結晶の計算に使う JavaScript そのものの働き（${what}）を変えています。`,
  BAD_ARGUMENT: 'できないことを求められました。',

  NCA_ERR_MEMORY: 'メモリーが足りません。',
  NCA_ERR_LOSS_NOT_FINITE: '損失が有限の数ではなくなりました。最後のよい重みは残してあります。',

  NCA_ERR_IMAGE_FORMAT: 'ここで開ける画像ではありません（PNG、JPEG、WebPなど、たいていの画像は開けます）。',
  NCA_ERR_IMAGE_DAMAGED: '画像が壊れているか、途中で切れています。',
  NCA_ERR_IMAGE_SIZE: '画像にピクセルがないか、一辺が8,192ピクセルを超えています。',
  NCA_ERR_IMAGE_CGBI: 'このPNGはXcodeがiPhone用に書き換えたもの（CgBI）なので、元の画像を使ってください。',
  NCA_ERR_IMAGE_JPEG: 'これはJPEG画像なので、PNGで保存し直してください。',
  NCA_ERR_IMAGE_GIF: 'これはGIF画像なので、PNGで保存し直してください。',
  NCA_ERR_IMAGE_WEBP: 'これはWebP画像なので、PNGで保存し直してください。',
  NCA_ERR_IMAGE_SVG: 'これはSVGの図なので、PNGで保存し直してください。',
  NCA_ERR_IMAGE_AVIF: 'これはAVIFかHEICの画像なので、PNGで保存し直してください。',
  NCA_ERR_IMAGE_OTHER: 'これはBMP、TIFF、PSDかJPEG XLの画像なので、PNGで保存し直してください。',

  NCA_ERR_WEIGHTS_TRUNCATED: 'モデルにしては短すぎるファイルで、途中で切れているか、別のものです。',
  NCA_ERR_WEIGHTS_HEADER: 'モデルのファイル（safetensors）ではないか、先頭が壊れています。',
  NCA_ERR_WEIGHTS_OFFSETS: 'このモデルのファイルは壊れていて、部分どうしが重なるか、すき間があります。',
  NCA_ERR_WEIGHTS_MISSING: 'このファイルにあるのは別の種類のモデルで、雪の結晶を育てるルールが入っていません。',
  NCA_ERR_WEIGHTS_SHAPE: 'このファイルのモデルは大きさが違うので、ここでは育ちません。',
  NCA_ERR_WEIGHTS_DTYPE: 'このモデルの数はここで読めない形で書かれているので、F32かF16で保存し直してください。',
  NCA_ERR_WEIGHTS_NOT_FINITE: 'このモデルには無限大や数でない値があるので、何も育ちません。',
  NCA_ERR_WEIGHTS_METADATA: 'このモデルが従うと書いてあるルールは、ここにはありません。',
  NCA_ERR_WEIGHTS_LENGTH: 'このモデルのファイルは壊れていて、終わりの先にまだ続きがあります。',
  NCA_ERR_WEIGHTS_TWICE: 'このモデルのファイルは壊れていて、同じ名前の部分が2つあります。',

  NCA_ERR_FILE_EMPTY: 'ファイルが空です。',
  NCA_ERR_FILE_PICTURE: 'これは画像で、モデルではありません。',
  NCA_ERR_FILE_MODEL: 'これはモデルで、画像ではありません。',
  NCA_ERR_FILE_LFS: 'これはGit LFSのポインターで、ファイルの中身はgit lfs pullで取得できます。',
  NCA_ERR_FILE_HTML: 'これはウェブページなので、ファイルの入手元を確かめてください。',
  NCA_ERR_FILE_ZIP: 'これはtorch.saveなどが作るZIPアーカイブなので、重みをsafetensorsで保存し直してください。',
  NCA_ERR_FILE_PICKLE: 'これはPythonのファイル（pickle）なので、重みをsafetensorsで保存し直してください。',
  NCA_ERR_FILE_NUMPY: 'これはNumPyのファイルなので、重みをsafetensorsで保存し直してください。',
  NCA_ERR_FILE_ONNX: 'これはONNXのモデルなので、重みをsafetensorsで保存し直してください。',
  NCA_ERR_FILE_OTHER_MODEL: 'これはHDF5、GGUFかTensorFlow Liteのモデルなので、safetensorsで保存し直してください。',
  NCA_ERR_FILE_COMPRESSED: 'このファイルは圧縮されている（gzip、bzip2、xz、7z、zstd、tar）ので、先に展開してください。',
  NCA_ERR_WEIGHTS_SIZES: `このモデルの大きさでは動かせません（チャンネルは${channels.min}～${channels.max}で${channels.step}刻み、隠れ層は${hidden.min}～${hidden.max}で${hidden.step}刻み、目標は${goals.min}～${goals.max}個、デコーダーは${decoder.min}～${decoder.max}で${decoder.step}刻み、細胞1つあたり${decoderScale.min}～${decoderScale.max}ピクセル）。`,
  NCA_ERR_FILE_UTF16: 'これはUTF-16のテキストなので、UTF-8で保存し直してください。',

  NCA_ERR_CHECKPOINT_NONE: 'これはモデルで、途中まで保存した学習ではないので、続きはできません。',
  NCA_ERR_CHECKPOINT_VERSION: 'この学習は、このプログラムの別の版で保存されたものです。',
  NCA_ERR_CHECKPOINT_DAMAGED: 'この学習の保存データが壊れています。',

  NCA_ERR_DISTILL_FORMAT: 'このJSONファイルにはモデルが入っていません。',
  NCA_ERR_DISTILL_SHAPE: 'このJSONファイルの中身は、ここで育てられる大きさのモデルではありません。',
  NCA_ERR_DISTILL_DATA: 'このJSONファイルのモデルは壊れているか、途中で切れています。',
  NCA_ERR_DISTILL_SIZE: 'このJSONファイルは100 MBを超えていて、モデルとしては大きすぎます。',

  NCA_ERR_TARGET_EMPTY: '画像が空なので、育てるものがありません。',
};
