import {
  DOUBLE,
  DuckDBScalarFunction,
  FLOAT,
  INTEGER,
  LIST,
  UINTEGER,
  VARCHAR,
  listValue,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBListVector,
  type DuckDBType,
  type DuckDBValue,
  type DuckDBVector
} from "@duckdb/node-api";
import {resampleSync, tensor, voxelizeSync, type Outside} from "../../native/index.ts";

/** What a row gives a function: the numbers of a list (NULL is NaN), or a number or text. */
type Argument = Float64Array | number | string;

/** An op as a function of SQL: its parameters, and its result for the arguments of one row, none of which is NULL. */
interface NativeFunction {
  name: string;
  parameters: readonly DuckDBType[];
  result: DuckDBType;
  compute(values: readonly Argument[]): (number | null)[];
}

/** Values in a list, and in the results of the rows that are worked out together: they lie outside DuckDB's memory. */
const maxValues = 2 ** 24;

const list = LIST(DOUBLE);

/**
 * resample(s, x, t[, outside]) → FLOAT[]: values x at times s, interpolated at times t, as native/index.ts states.
 * `outside` is 'nan' unless given: nothing is made up outside the times that there are. NaN becomes NULL.
 *
 * voxelize(x, y, x0, y0, dx, dy, nx, ny) → UINTEGER[]: how many of the points (x, y) lie in each cell of a grid of
 * nx × ny cells of dx × dy from (x0, y0) on; cell (i, j) is element i · ny + j, counted from 0.
 *
 * A NULL argument gives NULL. A NULL in x or y is no number: NaN. Both throw as the ops do.
 */
const nativeFunctions: readonly NativeFunction[] = [
  {name: "resample", parameters: [list, list, list], result: LIST(FLOAT), compute: resampled},
  {name: "resample", parameters: [list, list, list, VARCHAR], result: LIST(FLOAT), compute: resampled},
  {
    name: "voxelize",
    parameters: [list, list, DOUBLE, DOUBLE, DOUBLE, DOUBLE, INTEGER, INTEGER],
    result: LIST(UINTEGER),
    compute: counted
  }
];

/** Lets the queries of a connection call the native operations. */
export function registerNativeFunctions(connection: DuckDBConnection): void {
  for (const native of nativeFunctions) {
    const {name, parameters, result} = native;
    const made = {name, parameterTypes: parameters, returnType: result};
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({...made, mainFunction: (_, input, output) => compute(native, input, output)})
    );
  }
}

function compute({name, parameters, compute}: NativeFunction, input: DuckDBDataChunk, output: DuckDBVector): void {
  let values = 0;
  for (let row = 0; row < input.rowCount; row++) {
    const given = parameters.map((type, i) => argumentOf(name, input.getColumnVector(i), row, type === list));
    const known = given.filter((argument) => argument !== null);
    const found = known.length === given.length ? compute(known) : null;
    values += found?.length ?? 0;
    if (values > maxValues) throw tooMany(name, "values in the results of 2,048 rows", values);
    output.setItem(row, found && listValue(found));
  }
  output.flush();
}

function argumentOf(name: string, vector: DuckDBVector, row: number, isList: boolean): Argument | null {
  if (!isList) return vector.getItem(row) as number | string | null;
  const items = (vector as DuckDBListVector).getItemVector(row);
  if (items === null) return null;
  if (items.itemCount > maxValues) throw tooMany(name, "values in a list", items.itemCount);
  return Float64Array.from({length: items.itemCount}, (_, i) => (items.getItem(i) as DuckDBValue as number) ?? NaN);
}

function tooMany(name: string, what: string, found: number): RangeError {
  return new RangeError(`${name}: expected at most ${maxValues} ${what}, found ${found}: aggregate, or take fewer`);
}

function resampled([s, x, t, outside = "nan"]: readonly Argument[]): (number | null)[] {
  const [times, values, targets] = [s, x, t] as [Float64Array, Float64Array, Float64Array];
  const {y} = resampleSync(
    tensor("float32", [1, values.length, 1], Float32Array.from(values)),
    tensor("float64", [1, times.length], times),
    tensor("float64", [1, targets.length], targets),
    {outside: outside as Outside}
  );
  return Array.from(y.data, (value) => (Number.isNaN(value) ? null : value));
}

function counted([x, y, ...geometry]: readonly Argument[]): number[] {
  const [xs, ys] = [x, y] as [Float64Array, Float64Array];
  const [x0, y0, dx, dy, nx, ny] = geometry as [number, number, number, number, number, number];
  if (xs.length !== ys.length)
    throw new RangeError(`voxelize: y has ${ys.length} values, expected ${xs.length} as in x`);
  if (nx * ny > maxValues) throw tooMany("voxelize", "cells", nx * ny);
  const points = new Float32Array(3 * xs.length);
  for (let i = 0; i < xs.length; ++i) {
    points[3 * i] = xs[i]!;
    points[3 * i + 1] = ys[i]!;
  }
  const parameters = {origin: [x0, y0, 0], size: [dx, dy, 1], shape: [nx, ny, 1], mode: "count"} as const;
  return Array.from(voxelizeSync(tensor("float32", [xs.length, 3], points), null, parameters).grid.data);
}
