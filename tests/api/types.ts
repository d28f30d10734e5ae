// Compiled, never run: what a program that uses the package may rely on, and what its types must refuse. The library of
// types has neither Node's nor a browser's: the package needs neither.
import {
  check,
  explain,
  exportAssessment,
  exportTable,
  importAssessment,
  importTable,
  rank,
  score,
  version,
  type Exact,
  type Outcome,
  type Problem,
  type Refusal,
  type Scorecard,
} from "thuocso";

const scored: Outcome<Scorecard> = score("{}", "{}", "{}");
if (scored.ok) {
  const points: Exact = scored.value.points;
  const index: string | null = scored.value.index_value;
  const node = scored.value.nodes["4.1"];
  const status: string | undefined = node?.status;
  const final: string | undefined = scored.value.final?.points;
  const problems: readonly Problem[] = scored.value.problems;
  use(points, index, status, final, problems);
  // @ts-expect-error A node may not be there.
  use(node.status);
  // @ts-expect-error Points are text.
  const wrong: number = scored.value.points;
  // @ts-expect-error The index value may be open.
  const open: string = scored.value.index_value;
  // @ts-expect-error Answers are not changed.
  scored.value.points = "0";
  // @ts-expect-error What was answered has no refusal.
  use(wrong, open, scored.problems);
} else {
  for (const { file, code, place, severity, message } of scored.problems) {
    const known: "error" | "warning" = severity;
    const which: Refusal["file"] = file;
    use(which, code, place, known, message);
    // @ts-expect-error There is no such file.
    use(file === "settings");
  }
}
// @ts-expect-error Without a look at `ok` there is no value.
use(scored.value);

const ranks: (number | null)[] = rank(["1", null]);
const checked = check("{}", "{}");
const why = explain("{}", "{}", "{}", "1");
const table = importTable("Mã", "Tỉnh Bắc Giang");
const text: string = version();
use(ranks, checked.ok && checked.value.title.vi, why.ok && why.value.steps[0]?.formula, text);
use(table.ok && table.value.doubts, importTable("Mã", "", "{}", "{}"), explain("{}", "{}", "{}", "1", "en"));
const [first, second]: Outcome<string>[] = [exportAssessment("{}"), exportTable("{}", "{}", "{}")];
use(first, second, importAssessment("{}"));
// @ts-expect-error Values are text.
rank([0.5]);
// @ts-expect-error There are two languages.
explain("{}", "{}", "{}", "1", "fr");
// @ts-expect-error A file is its text, not what was read from it.
score({}, "{}", "{}");
// @ts-expect-error Sources name documents.
check("{}");

function use(...values: readonly unknown[]): number {
  return values.length;
}
