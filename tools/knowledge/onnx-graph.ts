import onnx from 'onnx-proto';

const { TensorProto, ModelProto, AttributeProto } = onnx.onnx;
type NodeProto = onnx.onnx.INodeProto;
type TensorData = Float32Array | Int32Array | BigInt64Array | Uint8Array | Uint16Array;

const TYPES = new Map<unknown, number>([
  [Float32Array, TensorProto.DataType.FLOAT],
  [Int32Array, TensorProto.DataType.INT32],
  [BigInt64Array, TensorProto.DataType.INT64],
  [Uint8Array, TensorProto.DataType.UINT8],
  [Uint16Array, TensorProto.DataType.UINT16]
]);
export const FLOAT = TensorProto.DataType.FLOAT;
export const INT32 = TensorProto.DataType.INT32;
export const BOOL = TensorProto.DataType.BOOL;

/** Writes an ONNX graph node by node; every method answers the name of what it made. */
export class OnnxGraph {
  readonly #nodes: NodeProto[] = [];
  readonly #initializers: onnx.onnx.ITensorProto[] = [];
  readonly #inputs: onnx.onnx.IValueInfoProto[] = [];
  readonly #outputs: onnx.onnx.IValueInfoProto[] = [];
  #next = 0;

  input(name: string, type: number, dims: readonly (string | number)[]): string {
    this.#inputs.push(valueInfo(name, type, dims));
    return name;
  }

  output(name: string, value: string, dims: readonly (string | number)[]): void {
    this.#nodes.push({ opType: 'Identity', input: [value], output: [name], name });
    this.#outputs.push(valueInfo(name, FLOAT, dims));
  }

  constant(name: string, data: TensorData, dims: readonly number[]): string {
    this.#initializers.push({
      name,
      dims: [...dims],
      dataType: TYPES.get(data.constructor) ?? 0,
      rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    });
    return name;
  }

  scalar(value: number): string {
    const name = `c_${value}`;
    if (!this.#initializers.some((tensor) => tensor.name === name))
      this.constant(name, Float32Array.of(value), []);
    return name;
  }

  op(
    opType: string,
    input: readonly string[],
    attributes: Readonly<Record<string, number | readonly number[]>> = {}
  ): string {
    this.#next += 1;
    const output = `${opType.toLowerCase()}_${this.#next}`;
    const attribute = Object.entries(attributes).map(([name, value]) =>
      typeof value === 'number'
        ? { name, type: AttributeProto.AttributeType.INT, i: value }
        : { name, type: AttributeProto.AttributeType.INTS, ints: [...value] }
    );
    this.#nodes.push({ opType, input: [...input], output: [output], name: output, attribute });
    return output;
  }

  /** The file: IR 7, opset 13, which every ONNX Runtime since 1.7 reads. */
  bytes(producer: string, metadata: Readonly<Record<string, string>>): Uint8Array {
    const model = ModelProto.create({
      irVersion: 7,
      producerName: producer,
      opsetImport: [{ domain: '', version: 13 }],
      metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
      graph: {
        name: producer,
        node: this.#nodes,
        initializer: this.#initializers,
        input: this.#inputs,
        output: this.#outputs
      }
    });
    return ModelProto.encode(model).finish();
  }
}

function valueInfo(
  name: string,
  elemType: number,
  dims: readonly (string | number)[]
): onnx.onnx.IValueInfoProto {
  return {
    name,
    type: {
      tensorType: {
        elemType,
        shape: { dim: dims.map((dim) => (typeof dim === 'string' ? { dimParam: dim } : { dimValue: dim })) }
      }
    }
  };
}
