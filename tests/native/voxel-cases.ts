import {tensor, voxelModes} from "../../native/index.ts";
import type {Tensor, VoxelMode, VoxelizeParameters} from "../../native/index.ts";
import type {Seeded} from "../seeded.ts";
import {embed} from "./embedding.ts";
import type {Embedded} from "./embedding.ts";
import {float32Of, neighbours} from "./tensors.ts";

export interface VoxelCase {
  points: Tensor<"float32">;
  features: Tensor<"float32"> | null;
  parameters: VoxelizeParameters & {size: number[]};
  operands: Embedded[];
}

export interface VoxelShape {
  mode: VoxelMode;
  /** Points lie on faces and one ulp beside them, not anywhere. */
  faces: boolean;
  /** Enough points that several threads share the work. */
  large?: boolean;
}

/** The case with this number: every mode in turn, each of them as often with points on faces as without. */
export function voxelShape(n: number): VoxelShape {
  return {faces: n % 2 === 0, mode: voxelModes[(n >> 1) % voxelModes.length]!};
}

export function drawVoxels(random: Seeded, {mode, faces, large = false}: VoxelShape): VoxelCase {
  const parameters = {...drawGeometry(random, large), mode};
  const count = large
    ? random.integer(20_000, 150_000)
    : random.pick([random.integer(0, 2), random.integer(3, 30), random.integer(3, 60)]);
  const axes = [0, 1, 2].map((axis) => drawAxis(random, parameters, axis, faces));
  const cluster =
    random.integer(0, mode === "sum" || mode === "mean" ? 1 : 5) === 0 ? axes.map((draw) => draw()) : null;
  const coordinates = Float32Array.from({length: 3 * count}, (_, at) => cluster?.[at % 3] ?? axes[at % 3]!());
  const points = embed(tensor("float32", [count, 3], coordinates), random);
  if (mode === "count" || mode === "occupancy")
    return {points: points.tensor, features: null, parameters, operands: [points]};
  const cells = parameters.shape.reduce((a, b) => a * b);
  const width = random.pick([0, 1, 1, 2, 3, 4, 5, cells < 20_000 ? 33 : 8]);
  const features = embed(drawFeatures(random, [count, width]), random);
  return {points: points.tensor, features: features.tensor, parameters, operands: [points, features]};
}

/** Origins and edges that go together, so that most points lie in the grid. */
const scales: {origins: number[]; sizes: number[]}[] = [
  {origins: [0, -1, -2.5, 3], sizes: [1, 0.5, 2 ** -5]},
  {origins: [0, -0.1, -1, 1 / 3, 1e-3], sizes: [0.1, 0.3, 1 / 3, 0.05, 0.7, 1e-3]},
  {origins: [1e4, -1e7, 0.1], sizes: [49, 3e5, 1.1]},
  {origins: [1.7e9, -1.7e9], sizes: [1e3, 3e5]},
  {origins: [0, -(2 ** -149), 2 ** -1074], sizes: [2 ** -149, 3e-45, 2 ** -126, 5e-324]},
  {origins: [0, -1, 1e30], sizes: [1e30, 1e300]}
];
/** Those of everyday, more often than the others. */
const drawScale = (random: Seeded) => random.pick([...scales, scales[0]!, scales[1]!, scales[1]!]);

function drawGeometry(random: Seeded, large: boolean) {
  const most = large ? random.pick([8, 24, 70]) : 5;
  const cubic = random.integer(0, 2) === 0;
  const scale = drawScale(random);
  const size = random.pick(scale.sizes);
  const axes = [0, 1, 2].map(() => (cubic ? scale : drawScale(random)));
  return {
    origin: axes.map(({origins}) => random.pick(origins)),
    size: axes.map(({sizes}) => (cubic ? size : random.pick(sizes))),
    shape: axes.map(() => random.integer(1, most))
  };
}

/** Draws coordinates along one axis, most of them in the grid or a cell beside it. */
function drawAxis(
  random: Seeded,
  {origin, size, shape}: Omit<VoxelCase["parameters"], "mode">,
  axis: number,
  faces: boolean
) {
  const [from, edge, cells] = [origin[axis]!, size[axis]!, shape[axis]!];
  const special = [NaN, Infinity, -Infinity, 0, -0, 2 ** -149, -(2 ** -149), float32Of(0x7f7fffff)];
  const anywhere = (): number => from + random.uniform(-0.1, cells + 0.1) * edge;
  const onFace = (): number => {
    const face = Math.fround(
      from + (random.integer(0, 9) ? random.integer(0, cells - 1) : random.pick([-1, cells])) * edge
    );
    const [below, above] = Number.isFinite(face) ? neighbours(face) : [face, face];
    return random.pick([face, face, below, above]);
  };
  return () => (random.integer(0, 40) === 0 ? random.pick(special) : faces ? onFace() : anywhere());
}

/** Features of one kind of trouble per case. */
const featureKinds: ((random: Seeded) => number)[] = [
  (random) => random.uniform(-1, 1),
  (random) => random.anyFloat32(),
  (random) => random.pick([0, -0]),
  (random) => random.pick([0, -0, 1, -1, 2, NaN, float32Of(0xffc12345), Infinity, -Infinity]),
  (random) => random.pick([1, 1, 1, 1, 1, Infinity]),
  (random) => random.pick([1, 2, -3, 4, 5, 6, 7, NaN]),
  (random) => random.integer(-3, 3) * 2 ** random.integer(-149, 100),
  (random) => float32Of(random.integer(0, 0xffffff) + random.pick([0, 0x80000000])),
  (random) => random.integer(2 ** 23, 2 ** 24 - 1) * random.pick([1, -1, 2 ** -149, 2 ** 103]),
  (random) => random.pick([3.4e38, -3.4e38, 2 ** 103, -(2 ** 103), 2 ** -149]),
  (random) => random.pick([2 ** 100, -(2 ** 100), 2 ** -100, 1, -1]),
  (random) => random.pick([2 ** 24, 1, 2 ** -149, -(2 ** -149), 2 ** -40])
];

/** Half of all clouds hold every value with its negative, so that what remains of a sum is far below its parts. */
function drawFeatures(random: Seeded, shape: [number, number]): Tensor<"float32"> {
  const kind = random.pick(featureKinds);
  const cancels = random.integer(0, 1) === 0;
  const values = new Float32Array(shape[0] * shape[1]);
  for (let at = 0; at < values.length; ++at) {
    const twin = cancels && random.integer(0, 2) > 0 ? -values[Math.max(at - shape[1] * random.integer(1, 3), 0)]! : 0;
    values[at] = twin === 0 ? kind(random) : twin;
  }
  return tensor("float32", shape, values);
}
