/** Points, shares and figures: decimal or fractional text, without loss. */
export type Exact = string;

/** One thing that is wrong, and where. */
export interface Problem {
  /** A stable name. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** Where in the file, or which node; empty for the whole. */
  readonly place: string;
  /** English, for developers. */
  readonly message: string;
}

/** Why there is no answer. */
export interface Refusal extends Problem {
  /** Which of the things that were given is wrong. */
  readonly file: "assessment" | "framework" | "documents" | "table" | "arguments";
}

/** What was asked for, or everything that is wrong with what was given. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Refusal[] };

export interface CheckedFramework {
  readonly id: string;
  /** Of the contents, as assessments name it: `sha256-…`. */
  readonly hash: string;
  readonly title: { readonly vi: string; readonly en: string };
  readonly nodes: number;
  readonly leaves: number;
}

/** Points so far, and the interval: missing earns nothing, missing earns everything. */
export interface Score {
  readonly points: Exact;
  readonly max_points: Exact;
  readonly lowest: Exact;
  readonly highest: Exact;
}

export interface NodeScore extends Score {
  /** Points over possible points; null where nothing can be earned. */
  readonly share: Exact | null;
  readonly status: string;
  readonly appraised?: Exact;
  /** Self − appraised. */
  readonly difference?: Exact;
  readonly final_points: Exact;
}

export interface PillarScore extends Score {
  readonly index_value: Exact | null;
}

/** What others than the organization itself make of the whole. */
export interface Recognized {
  readonly points: Exact;
  readonly index_value: Exact | null;
}

export interface Scorecard extends Score {
  readonly framework: { readonly id: string; readonly hash: string };
  /** Null while the interval is open, and for counted frameworks. */
  readonly index_value: Exact | null;
  readonly complete: boolean;
  /** Leaves entered, and all that count. */
  readonly entered: number;
  readonly leaves: number;
  readonly grade?: string;
  readonly appraised?: Recognized;
  readonly final?: Recognized;
  readonly nodes: Readonly<Record<string, NodeScore>>;
  readonly pillars: Readonly<Record<string, PillarScore>>;
  readonly problems: readonly Problem[];
}

export interface Explanation {
  readonly node: string;
  readonly points: Exact;
  readonly max_points: Exact;
  /** As people write it. */
  readonly score: string;
  /** The rule as a sentence; null for what has parts. */
  readonly rule: string | null;
  readonly reason: string | null;
  readonly steps: readonly { readonly depth: number; readonly label: string; readonly formula: string; readonly result: string }[];
  readonly parts: readonly { readonly node: string; readonly points: Exact }[];
}

export interface ImportedAssessment {
  /** The id of its framework. */
  readonly framework: string;
  readonly organization: string;
  readonly period: string;
  readonly responses: number;
  /** The file as the program writes it. */
  readonly text: string;
}

export interface ImportedTable {
  /** The text of `framework.json`: the one that was given, or one made from the table. */
  readonly framework: string;
  /** The text of `assessment.json`. */
  readonly assessment: string;
  /** What is doubtful and what does not add up, with cells; nothing of it was left out. */
  readonly doubts: readonly Problem[];
}
