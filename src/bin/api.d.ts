/** Points, shares and figures: decimal or fractional text, without loss. */
export type Exact = string;

/** One thing that is wrong, and where. */
export interface Problem {
  /** A stable name. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** Where in the file, or which node. */
  readonly place: string;
  /** English, for developers. */
  readonly message: string;
}

/** What was asked for, or everything that is wrong with what was given. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface CheckedFramework {
  readonly id: string;
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
  readonly share: Exact | null;
  readonly status: string;
  readonly appraised?: Exact;
  readonly difference?: Exact;
  readonly final_points: Exact;
}

export interface PillarScore extends Score {
  readonly index_value: Exact | null;
}

export interface Scorecard extends Score {
  readonly framework: { readonly id: string; readonly hash: string };
  /** Null while the interval is open. */
  readonly index_value: Exact | null;
  readonly complete: boolean;
  readonly entered: number;
  readonly leaves: number;
  readonly grade?: string;
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
  readonly rule: string | null;
  readonly reason: string | null;
  readonly steps: readonly { readonly depth: number; readonly label: string; readonly formula: string; readonly result: string }[];
  readonly parts: readonly { readonly node: string; readonly points: Exact }[];
}

export interface ImportedAssessment {
  readonly framework: string;
  readonly organization: string;
  readonly period: string;
  readonly responses: number;
  /** The file as the program writes it. */
  readonly text: string;
}
