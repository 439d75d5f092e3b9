/** One step of the automaton as a model in the ONNX format. */
import protobuf from 'protobufjs';

/** The part of onnx.proto that a small network needs: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const { root } = protobuf.parse(`syntax = "proto3";
message Attribute { string name = 1; float f = 2; int64 i = 3; repeated int64 ints = 8; int32 type = 20; }
message Node { repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4; repeated Attribute attribute = 5; }
message Tensor { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
message Dimension { int64 dim_value = 1; }
message Shape { repeated Dimension dim = 1; }
message TensorType { int32 elem_type = 1; Shape shape = 2; }
message Type { TensorType tensor_type = 1; }
message ValueInfo { string name = 1; Type type = 2; }
message Graph { repeated Node node = 1; string name = 2; repeated Tensor initializer = 5; repeated ValueInfo input = 11; repeated ValueInfo output = 12; }
message Opset { string domain = 1; int64 version = 2; }
message Model { int64 ir_version = 1; Graph graph = 7; repeated Opset opset_import = 8; }`, { keepCase: true });
const FLOAT = 1, INT64 = 7, ATTRIBUTE_INT = 2, ATTRIBUTE_INTS = 7;

const tensor = (name, dims, data) => ({
  name, dims, data_type: data instanceof BigInt64Array ? INT64 : FLOAT, raw_data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
});
const value = (name, dims) => ({ name, type: { tensor_type: { elem_type: FLOAT, shape: { dim: dims.map((dim_value) => ({ dim_value })) } } } });
const node = (op_type, input, output, attributes = {}) => ({
  op_type, input, output: [output],
  attribute: Object.entries(attributes).map(([name, setting]) => (Array.isArray(setting)
    ? { name, type: ATTRIBUTE_INTS, ints: setting }
    : { name, type: ATTRIBUTE_INT, i: setting })),
});

/** @param {import('./model.mjs').PeerModel} model */
export function encodeModel({ height, width, weights, sobelScale, isPrePost, aliveThreshold }) {
  const C = 16, sobelX = [-1, 0, 1, -2, 0, 2, -1, 0, 1], sobelY = [-1, -2, -1, 0, 0, 0, 1, 2, 1];
  // A convolution by groups gives x and y of each channel in turn; the columns of W1 are brought into that order.
  const sobel = Float32Array.from({ length: 2 * C * 9 }, (_, i) => (Math.floor(i / 9) % 2 ? sobelY : sobelX)[i % 9] * sobelScale);
  const w1 = Float32Array.from({ length: 128 * 48 }, (_, i) => {
    const row = Math.floor(i / 48), column = i % 48, gradient = column - C;
    return weights.w1[row * 48 + (column < C ? column : C + (gradient % 2) * C + (gradient >> 1))];
  });
  const alive = (state, name) => [
    node('Slice', [state, 'begin', 'end', 'axis'], `${name}_alpha`),
    node('MaxPool', [`${name}_alpha`], `${name}_max`, { kernel_shape: [3, 3], pads: [1, 1, 1, 1], strides: [1, 1] }),
    node('Greater', [`${name}_max`, 'threshold'], `${name}_alive`),
    node('Cast', [`${name}_alive`], name, { to: FLOAT }),
  ];
  const nodes = [
    node('Conv', ['state', 'sobel'], 'gradients', { group: C, kernel_shape: [3, 3], pads: [1, 1, 1, 1] }),
    node('Concat', ['state', 'gradients'], 'perceived', { axis: 1 }),
    node('Conv', ['perceived', 'w1', 'b1'], 'sums', { kernel_shape: [1, 1] }),
    node('Relu', ['sums'], 'hidden'),
    node('Conv', ['hidden', 'w2', 'b2'], 'delta', { kernel_shape: [1, 1] }),
    node('Mul', ['delta', 'mask'], 'fired'),
    node('Add', ['state', 'fired'], 'updated'),
    ...alive('updated', 'post'),
    ...(isPrePost ? [...alive('state', 'pre'), node('Mul', ['pre', 'post'], 'both')] : []),
    node('Mul', ['updated', isPrePost ? 'both' : 'post'], 'next'),
  ];
  const Model = root.lookupType('Model');
  return Model.encode(Model.fromObject({
    ir_version: 8,
    opset_import: [{ domain: '', version: 13 }],
    graph: {
      name: 'step', node: nodes,
      initializer: [
        tensor('sobel', [2 * C, 1, 3, 3], sobel), tensor('w1', [128, 48, 1, 1], w1), tensor('b1', [128], weights.b1),
        tensor('w2', [C, 128, 1, 1], weights.w2), tensor('b2', [C], weights.b2), tensor('threshold', [1], Float32Array.of(aliveThreshold)),
        tensor('begin', [1], BigInt64Array.of(3n)), tensor('end', [1], BigInt64Array.of(4n)), tensor('axis', [1], BigInt64Array.of(1n)),
      ],
      input: [value('state', [1, C, height, width]), value('mask', [1, 1, height, width])],
      output: [value('next', [1, C, height, width])],
    },
  })).finish();
}
