import { type Life, type Operation, operations } from "./contender";
import { median, medianRatio } from "./statistics";

/** The lives of both contenders, in pairs, with so many identities. */
export interface Pairs {
    identities: number;
    component: Life[];
    byHand: Life[];
}

export interface Goal {
    goal: string;
    measured: string;
    met: boolean;
}

const [x, sign] = [
    (ratio: number) => (Number.isFinite(ratio) ? ratio.toFixed(2) : ""),
    (met: boolean) => (met ? "met" : "MISSED"),
];

/** A table in Markdown. */
export function table(header: string[], rows: string[][]): string {
    const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
    return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** What is compared as a ratio. */
type Figure = "seconds" | "processorSeconds" | "memory" | "treeMemory";

function ratio(pairs: Pairs, operation: Operation, figure: Figure): number {
    const of = (lives: Life[]) => lives.map((life) => life[operation][figure]);
    return medianRatio(of(pairs.component), of(pairs.byHand));
}

function counts(pairs: Pairs, operation: Operation): string {
    const of = (lives: Life[]) => lives.map((life) => life[operation].requests);
    return `${median(of(pairs.component))} / ${median(of(pairs.byHand))}`;
}

/** Time, memory, requests and state of the component over the same by hand. */
export function comparison(all: Pairs[]): string {
    return table(
        [
            "identities",
            "operation",
            "time",
            "processor time",
            "memory, program",
            "memory, all",
            "API requests: component / by hand",
        ],
        all.flatMap((pairs) =>
            operations.map((operation) => [
                String(pairs.identities),
                operation,
                x(ratio(pairs, operation, "seconds")),
                x(ratio(pairs, operation, "processorSeconds")),
                operation === "destroy" ? "" : x(ratio(pairs, operation, "memory")),
                x(ratio(pairs, operation, "treeMemory")),
                counts(pairs, operation),
            ]),
        ),
    );
}

/** What was aimed at, and what came of it. */
export function goals(all: Pairs[], importRatio: number): Goal[] {
    const worst = (figure: Figure, over: readonly Operation[]) =>
        Math.max(...all.flatMap((pairs) => over.map((operation) => ratio(pairs, operation, figure))));
    const writes = Math.max(
        ...all.map(({ identities, component }) => (component[0]?.up.writes ?? 0) / identities),
    );
    const more = all.filter(({ component, byHand }) =>
        operations.some((operation) => {
            const requests = (lives: Life[]) => median(lives.map((life) => life[operation].requests));
            return requests(component) > requests(byHand);
        }),
    );
    const providers = Math.max(...all.map(({ component }) => component[0]?.providers ?? 0));
    const time = worst("seconds", operations);
    const memory = worst("memory", ["up", "no-op up", "preview"]);
    return [
        { goal: "time at most 1.05 times by hand", measured: x(time), met: time <= 1.05 },
        { goal: "memory at most 1.05 times by hand", measured: x(memory), met: memory <= 1.05 },
        { goal: "at most 4 writes for an identity", measured: String(writes), met: writes <= 4 },
        {
            goal: "no request more than by hand",
            measured: `${more.length} of ${all.length} more`,
            met: more.length === 0,
        },
        { goal: "one Kubernetes provider", measured: String(providers), met: providers === 1 },
        {
            goal: "import at most 1.1 times the modules needed",
            measured: x(importRatio),
            met: importRatio <= 1.1,
        },
    ];
}

export function goalTable(list: Goal[]): string {
    return table(
        ["goal", "measured", ""],
        list.map(({ goal, measured, met }) => [goal, measured, sign(met)]),
    );
}
