import {tableFromArrays, type Table} from "@uwdata/flechette";
import {parquetMetadata, parquetRead, parquetSchema} from "hyparquet";

/** Reads a whole Parquet file. 64-bit integers within 2^53 become numbers, as Vega and JSON need them. */
export async function readTable(bytes: Uint8Array): Promise<Table> {
  const file = bytes.slice().buffer as ArrayBuffer;
  const metadata = parquetMetadata(file);
  const rows = Number(metadata.num_rows);
  const names = parquetSchema(metadata).children.map(({element}) => element.name);
  const columns = new Map(names.map((name) => [name, new Array<unknown>(rows).fill(null)]));
  await parquetRead({
    file,
    metadata,
    onChunk({columnName, columnData, rowStart}) {
      const column = columns.get(columnName);
      for (let i = 0; column && i < columnData.length; ++i) column[rowStart + i] = columnData[i] ?? null;
    }
  });
  const arrays = [...columns].map(([name, values]): [string, unknown[]] => [name, withNumbers(values)]);
  return tableFromArrays(arrays, {useDate: true});
}

function withNumbers(values: unknown[]): unknown[] {
  const fits = (value: unknown) => typeof value === "bigint" && Number.isSafeInteger(Number(value));
  if (!values.some((value) => typeof value === "bigint")) return values;
  return values.every((value) => value === null || fits(value))
    ? values.map((value) => (value === null ? null : Number(value)))
    : values;
}
