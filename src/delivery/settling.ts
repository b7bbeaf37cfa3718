import type { Delivering } from "./destination";

/** Forges' providers retry for less. Only what cannot start meanwhile takes it, as with `--parallel 1`. */
const LONGEST_WAIT_SECONDS = 30;

/**
 * The destinations of one pipeline, until each has its delivery or has failed. The engine starts nothing more once it
 * knows of a failure: so that the others get theirs whichever is first, a failure has to wait for them.
 */
export class Settling {
    private readonly failures = new Map<string, () => void>();
    private readonly settled: Promise<void>[] = [];
    private readonly complete: Promise<void>;
    private end: () => void = () => {};

    constructor() {
        this.complete = new Promise((resolve) => {
            this.end = resolve;
        });
    }

    add(delivering: Delivering[]): void {
        for (const { destination, resource } of delivering) {
            this.settled.push(
                new Promise((resolve) => {
                    this.failures.set(destination, resolve);
                    resource.urn.apply(() => resolve());
                }),
            );
        }
    }

    /** Waits for all that were added so far. */
    async everyOne(): Promise<void> {
        await Promise.all(this.settled);
    }

    /** Nothing more is added. */
    close(): void {
        this.everyOne().then(this.end);
    }

    /** Counts this one as failed, and waits for the others. */
    async failed(destination: string): Promise<void> {
        this.failures.get(destination)?.();
        let timer: NodeJS.Timeout | undefined;
        const longest = new Promise<void>((resolve) => {
            timer = setTimeout(resolve, LONGEST_WAIT_SECONDS * 1000);
        });
        await Promise.race([this.complete, longest]);
        clearTimeout(timer);
    }
}
