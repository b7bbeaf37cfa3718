import { type Found, locate, type Progress, type ResolveOptions } from "./resolve";

/** In plain lines, a part repeats the same kind of news no more often than this. */
const QUIET_MILLISECONDS = 15_000;

/** Resolves parts, and shows what happens: a live list in a terminal, plain lines elsewhere. */
export async function locateWithProgress(
    names: readonly string[],
    options: Omit<ResolveOptions, "report"> = {},
): Promise<Map<string, Found>> {
    // Some recorders pretend to be a terminal without any width.
    const isTerminal = process.stdout.isTTY && process.stdout.columns > 0;
    return isTerminal ? locateInTerminal(names, options) : locateInLines(names, options);
}

async function locateInLines(names: readonly string[], options: ResolveOptions): Promise<Map<string, Found>> {
    const last = new Map<string, { kind: string; time: number }>();
    const report = ({ part = "", text, found }: Progress) => {
        const kind = text.split(/\W/, 1)[0] ?? "";
        const previous = last.get(part);
        const isRepeated = previous?.kind === kind && Date.now() - previous.time < QUIET_MILLISECONDS;
        if (!isRepeated && !(found && isAtHand(found))) {
            last.set(part, { kind, time: Date.now() });
            console.log(`  ${part ? `${part}: ` : ""}${text}`);
        }
    };
    const located = await locate(names, { ...options, report });
    console.log(`  All parts are there: ${origins(located)}`);
    return located;
}

const isAtHand = ({ from }: Found) => !/^(download|built)/.test(from);

/** `8 cache (build), 3 PATH` */
function origins(located: Map<string, Found>): string {
    const counts = new Map<string, number>();
    for (const { from } of located.values()) {
        const origin = from.replace(/ in .*/, "");
        counts.set(origin, (counts.get(origin) ?? 0) + 1);
    }
    return [...counts].map(([origin, count]) => `${count} ${origin}`).join(", ");
}

async function locateInTerminal(
    names: readonly string[],
    options: ResolveOptions,
): Promise<Map<string, Found>> {
    // An ES module, and one that only this display needs.
    const { Listr } = await import("listr2");
    const watchers = new Map<string, (progress: Progress) => void>();
    const settled = new Map<string, Found>();
    let announce = (_text: string) => {};
    let located: Promise<Map<string, Found>> | undefined;
    const start = () =>
        locate(names, {
            ...options,
            report: (progress) => {
                if (progress.part === undefined) {
                    announce(progress.text);
                } else if (progress.found) {
                    settled.set(progress.part, progress.found);
                }
                watchers.get(progress.part ?? "")?.(progress);
            },
        });
    const list = new Listr(
        {
            title: "Tool chain",
            task: (_context, whole) => {
                announce = (text) => {
                    whole.title = `Tool chain: ${text}`;
                };
                located = start();
                const tasks = names.map((name) => ({
                    title: name,
                    task: (_: unknown, task: { title: string; output: string }) =>
                        new Promise<void>((resolve, reject) => {
                            const show = ({ text, found }: Progress) => {
                                task.output = text;
                                if (found) {
                                    task.title = `${name} ${found.version} (${found.from})`;
                                    resolve();
                                }
                            };
                            watchers.set(name, show);
                            const found = settled.get(name);
                            if (found) {
                                show({ text: found.path, found });
                            }
                            // The error itself is shown once, by the caller, and not on each part that it befell.
                            located?.catch(() => reject(new Error(`${name} is missing`)));
                        }),
                }));
                return whole.newListr(tasks, { concurrent: true, exitOnError: false });
            },
        },
        // Ctrl-C ends this process in the usual way, which removes what is half-built.
        { exitOnError: false, registerSignalListeners: false, rendererOptions: { collapseErrors: false } },
    );
    await list.run();
    return located as Promise<Map<string, Found>>;
}
