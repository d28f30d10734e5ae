// Compiled, never run: what a program that uses the package may rely on.
import { check, explain, rank, score, type Exact, type Outcome, type Scorecard } from "../../dist/npm/index.js";

const scored: Outcome<Scorecard> = score("{}", "{}", "{}");
if (scored.ok) {
  const points: Exact = scored.value.points;
  const index: string | null = scored.value.index_value;
  const status: string | undefined = scored.value.nodes["4.1"]?.status;
  console.log(points, index, status);
} else {
  for (const { code, place, severity } of scored.problems) {
    const known: "error" | "warning" = severity;
    console.log(code, place, known);
  }
}
const ranks: (number | null)[] = rank(["1", null]);
const checked = check("{}", "{}");
const why = explain("{}", "{}", "{}", "1", "vi");
console.log(ranks, checked.ok && checked.value.hash, why.ok && why.value.steps[0]?.formula);
// @ts-expect-error Points are text.
const wrong: number = scored.ok ? scored.value.points : 0;
console.log(wrong);
