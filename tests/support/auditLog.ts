import { readFileSync } from "node:fs";
import { waitFor } from "./waiting";

/** The fields of an audit event that tests look at: https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/ */
export interface AuditEvent {
    /** `ResponseComplete`; watches are logged when they start, too. */
    stage: string;
    verb: string;
    requestURI: string;
    user: { username: string; groups?: string[] };
    userAgent?: string;
    objectRef?: {
        resource: string;
        subresource?: string;
        namespace?: string;
        name?: string;
        apiGroup?: string;
    };
    responseStatus?: { code: number; reason?: string };
    requestReceivedTimestamp: string;
}

export type AuditFilter = (event: AuditEvent) => boolean;

/** Who asked the API server for what, from its own log. */
export class AuditLog {
    constructor(readonly file: string) {}

    events(filter: AuditFilter = () => true): AuditEvent[] {
        const lines = readFileSync(this.file, "utf8").split("\n");
        // What follows the last line break is empty, or a line that is still being written.
        return lines
            .slice(0, -1)
            .map((line): AuditEvent => JSON.parse(line))
            .filter(filter);
    }

    /** Events are written when a request is over, which its sender may know a moment earlier. */
    waitFor(what: string, filter: AuditFilter): Promise<AuditEvent> {
        return waitFor(`an audit event: ${what}`, () => this.events(filter)[0], { seconds: 10 });
    }
}
