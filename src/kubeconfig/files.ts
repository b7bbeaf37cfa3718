import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter } from "node:path";

/** What the ambient kubeconfig is looked for in; tests pass their own. */
export interface Surroundings {
    /** The value of `$KUBECONFIG`. */
    kubeconfigVariable?: string;
    home: string;
    /** Between paths in `$KUBECONFIG`: `:`, or `;` on Windows. */
    pathDelimiter: string;
    /** The text of a file; undefined where there is none, or it cannot be read. */
    readFile(path: string): string | undefined;
}

/** The machine that the program runs on. */
export function thisMachine(): Surroundings {
    return {
        kubeconfigVariable: process.env.KUBECONFIG,
        home: homedir(),
        pathDelimiter: delimiter,
        readFile: (path) => {
            try {
                return readFileSync(path, "utf8");
            } catch {
                return undefined;
            }
        },
    };
}

/** `~/…` as the shell would have it: in arguments no shell sees it. */
export function expandHome(path: string, { home }: Surroundings): string {
    return path.startsWith("~/") ? `${home}${path.slice(1)}` : path;
}
