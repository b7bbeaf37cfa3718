import { readdirSync, readFileSync } from "node:fs";

/** What a command's processes took, it and everything that it started: the engine, the program, the providers. */
export interface Taken {
    /** The most memory that all of them had at one time, in MiB; of pages that two share, both count. */
    treeMemory: number;
    /** Processor time of all of them, in seconds. Unlike the time it hardly depends on what else the machine does. */
    processorSeconds: number;
}

const mark = "CI_ACCESS_BENCHMARK_RUN";
const [ticksPerSecond, pageMiB, everyMilliseconds] = [100, 4096 / 2 ** 20, 100];
let runs = 0;

/** Watches the processes of one run in /proc, which it knows by a variable of their environment. Zeros but on Linux. */
export class ProcessTree {
    readonly env: NodeJS.ProcessEnv;
    private readonly ours = new Map<string, boolean>();
    private readonly seconds = new Map<string, number>();
    private peak = 0;
    private readonly timer: NodeJS.Timeout | undefined;

    constructor() {
        const value = `${process.pid}-${runs++}`;
        this.env = { [mark]: value };
        if (process.platform !== "linux") return;
        this.timer = setInterval(() => this.look(`${mark}=${value}`), everyMilliseconds);
    }

    stop(): Taken {
        clearInterval(this.timer);
        return {
            treeMemory: this.peak,
            processorSeconds: [...this.seconds.values()].reduce((sum, one) => sum + one, 0),
        };
    }

    private look(marked: string): void {
        let memory = 0;
        for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
            try {
                if (!this.isOurs(pid, marked)) continue;
                const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
                // The name, which may hold anything, is in brackets; after it, proc(5) counts from 3.
                const end = stat.lastIndexOf(")");
                const field = stat.slice(end + 2).split(" ");
                const [user, system, pages] = [field[11], field[12], field[21]].map(Number);
                memory += (pages ?? 0) * pageMiB;
                this.seconds.set(pid, ((user ?? 0) + (system ?? 0)) / ticksPerSecond);
            } catch {
                // It has ended since, or is not this user's.
            }
        }
        this.peak = Math.max(this.peak, memory);
    }

    private isOurs(pid: string, marked: string): boolean {
        const known = this.ours.get(pid);
        if (known) return true;
        // Again for those that are not: between fork and exec a process has its parent's environment.
        const found = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(marked);
        this.ours.set(pid, found);
        return found;
    }
}
