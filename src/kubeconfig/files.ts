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
    readFile(path: string): string | Unread;
}

/** In place of the text of a file that could not be read. */
export interface Unread {
    /** The system's word for why: `ENOENT` where there is no such file, `EACCES` where it may not be read. */
    code: string;
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
            } catch (error) {
                return { code: (error as NodeJS.ErrnoException).code ?? "unknown" };
            }
        },
    };
}

/** `~/…` as the shell would have it: in arguments no shell sees it. */
export function expandHome(path: string, { home }: Surroundings): string {
    return path.startsWith("~/") ? `${home}${path.slice(1)}` : path;
}
