/** What the core refuses, in Chinese. */
import { DECODER_RANGES, SHAPE_RANGES } from '../../core/fields.js';

const { channels, hidden, goals } = SHAPE_RANGES, { decoder, decoderScale } = DECODER_RANGES;

/** @satisfies {typeof import('../en/core-errors.js').coreErrors} */
export const coreErrors = {
  NO_WEBASSEMBLY: '雪花要靠WebAssembly来计算，而这个浏览器关闭了它：锁定模式和增强安全模式都会关闭它。',
  NO_SIMD: '这个浏览器没有WebAssembly SIMD。Chrome和Edge从91版、Firefox从89版、Safari从16.4版开始支持。',
  WRONG_SIMD: '这个浏览器的WebAssembly SIMD算得不对。新版本已经修好（Safari须17或更新）。',
  POLICY_WASM: '本页的策略不允许WebAssembly：Content-Security-Policy的script-src需要\'wasm-unsafe-eval\'。',
  POLICY_FETCH: ({ directive }) => `本页的策略不允许取得它：Content-Security-Policy的${directive}必须写明它所在的地址。`,
  SANDBOX_FETCH: '本页所在的框架是没有来源的沙盒，而服务器不向其他来源的网页提供文件：服务器须发送Access-Control-Allow-Origin，或者框架须有allow-same-origin。',
  NO_WEBGPU: '这个浏览器在这里不提供WebGPU，所以雪花在处理器上生长。',
  GPU_LOST: '显卡不能再用了。雪花从片刻之前的样子起，在处理器上继续生长。',
  GPU_NO_KERNELS: '显卡算不了这种细胞，所以它们在处理器上生长。',
  GPU_GRID_TOO_LARGE: '这个网格对显卡来说太大，所以在处理器上生长。',
  HOST_CHANGED: ({ what }) => `此页面的脚本更改了 JavaScript 本身的行为（${what}），而雪花的计算要用到它。`,
  BAD_ARGUMENT: '有一项要求无法办到。',

  NCA_ERR_MEMORY: '内存不够。',
  NCA_ERR_LOSS_NOT_FINITE: '损失不再是有限的数；最后一份好的权重保留了下来。',

  NCA_ERR_IMAGE_FORMAT: '这里打不开这个文件，能打开的是PNG、JPEG、WebP等大多数图片。',
  NCA_ERR_IMAGE_DAMAGED: '图片已损坏或不完整。',
  NCA_ERR_IMAGE_SIZE: '图片没有像素，或者一边超过8,192个像素。',
  NCA_ERR_IMAGE_CGBI: '这个PNG被Xcode为iPhone改写过（CgBI），请用原图。',
  NCA_ERR_IMAGE_JPEG: '这是JPEG图片，请另存为PNG。',
  NCA_ERR_IMAGE_GIF: '这是GIF图片，请另存为PNG。',
  NCA_ERR_IMAGE_WEBP: '这是WebP图片，请另存为PNG。',
  NCA_ERR_IMAGE_SVG: '这是SVG图形，请另存为PNG。',
  NCA_ERR_IMAGE_AVIF: '这是AVIF或HEIC图片，请另存为PNG。',
  NCA_ERR_IMAGE_OTHER: '这是BMP、TIFF、PSD或JPEG XL图片，请另存为PNG。',

  NCA_ERR_WEIGHTS_TRUNCATED: '这个文件太短，不足以是一个模型：它要么被截断，要么是别的东西。',
  NCA_ERR_WEIGHTS_HEADER: '这不是模型文件（safetensors），或者它的开头已损坏。',
  NCA_ERR_WEIGHTS_OFFSETS: '这个模型文件已损坏：各部分互相重叠，或者留有空隙。',
  NCA_ERR_WEIGHTS_MISSING: '这个文件里是另一种模型，没有让雪花生长的规则。',
  NCA_ERR_WEIGHTS_SHAPE: '这个文件里的模型大小不同，不能在这里生长。',
  NCA_ERR_WEIGHTS_DTYPE: '这个模型中数的写法在这里读不了，请另存为F32或F16。',
  NCA_ERR_WEIGHTS_NOT_FINITE: '这个模型中有些数是无穷大，或者根本不是数，所以什么也长不出来。',
  NCA_ERR_WEIGHTS_METADATA: '这个模型声称遵循的规则，这里没有。',
  NCA_ERR_WEIGHTS_LENGTH: '这个模型文件已损坏：结尾之后还有内容。',
  NCA_ERR_WEIGHTS_TWICE: '这个模型文件已损坏：其中有两部分同名。',

  NCA_ERR_FILE_EMPTY: '文件是空的。',
  NCA_ERR_FILE_PICTURE: '这是图片，不是模型。',
  NCA_ERR_FILE_MODEL: '这是模型，不是图片。',
  NCA_ERR_FILE_LFS: '这是Git LFS的指针，不是文件本身，可用git lfs pull取得。',
  NCA_ERR_FILE_HTML: '这是网页，不是那个文件，请检查它的来源。',
  NCA_ERR_FILE_ZIP: '这是torch.save等生成的ZIP压缩包，请把权重另存为safetensors。',
  NCA_ERR_FILE_PICKLE: '这是Python的文件（pickle），请把权重另存为safetensors。',
  NCA_ERR_FILE_NUMPY: '这是NumPy的文件，请把权重另存为safetensors。',
  NCA_ERR_FILE_ONNX: '这是ONNX模型，请把权重另存为safetensors。',
  NCA_ERR_FILE_OTHER_MODEL: '这是HDF5、GGUF或TensorFlow Lite的模型，请另存为safetensors。',
  NCA_ERR_FILE_COMPRESSED: '这是压缩文件（gzip、bzip2、xz、7z、zstd或tar），请先解压。',
  NCA_ERR_WEIGHTS_SIZES: `这个模型的大小无法运行：通道须为${channels.min}～${channels.max}，每档${channels.step}；隐藏单元须为${hidden.min}～${hidden.max}，每档${hidden.step}；目标须为${goals.min}～${goals.max}个；解码器须为${decoder.min}～${decoder.max}，每档${decoder.step}，每个细胞${decoderScale.min}～${decoderScale.max}个像素。`,
  NCA_ERR_FILE_UTF16: '这是UTF-16文本，请另存为UTF-8。',

  NCA_ERR_CHECKPOINT_NONE: '这是模型，不是中途保存的训练，所以无法继续。',
  NCA_ERR_CHECKPOINT_VERSION: '这次训练是由本程序的另一个版本保存的。',
  NCA_ERR_CHECKPOINT_DAMAGED: '这次训练保存下来的内容已损坏。',

  NCA_ERR_DISTILL_FORMAT: '这个JSON文件里没有模型。',
  NCA_ERR_DISTILL_SHAPE: '这个JSON文件里的模型，大小不适合在这里生长。',
  NCA_ERR_DISTILL_DATA: '这个JSON文件里的模型已损坏或不完整。',
  NCA_ERR_DISTILL_SIZE: '这个JSON文件超过100 MB，没有模型会这么大。',

  NCA_ERR_TARGET_EMPTY: '图片是空的：没有东西可长。',
};
