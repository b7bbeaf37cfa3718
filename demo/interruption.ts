import { leaveSignalsToCaller } from "../tests/support/ownership";
import { say } from "./narration";

/** A terminal and npm may both pass the same Ctrl-C on. */
const SAME_KEYSTROKE_MILLISECONDS = 1000;

/** From now on Ctrl-C lets the demo take everything down first; a second one does not wait for that. */
export class Interruption {
    private readonly controller = new AbortController();
    private since = 0;

    constructor() {
        leaveSignalsToCaller();
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
            process.on(signal, () => this.interrupt());
        }
    }

    get signal(): AbortSignal {
        return this.controller.signal;
    }

    private interrupt(): void {
        if (!this.signal.aborted) {
            this.since = Date.now();
            say("Interrupted: taking everything down (Ctrl-C again leaves it as it is) …");
            this.controller.abort();
        } else if (Date.now() - this.since > SAME_KEYSTROKE_MILLISECONDS) {
            // Processes and temporary directories go with this process; a namespace in the user's cluster does not.
            process.exit(130);
        }
    }
}
