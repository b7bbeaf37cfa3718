import type { Grant } from "../rules/grant";

/** The fields of an audit event that tell what was asked for. Source: `audit.k8s.io/v1` Event. */
interface AuditEvent {
    kind?: string;
    stage?: string;
    verb?: string;
    user?: { username?: string };
    /** Whoever impersonates another acts as that one. */
    impersonatedUser?: { username?: string };
    objectRef?: {
        apiGroup?: string;
        resource?: string;
        subresource?: string;
        namespace?: string;
        name?: string;
    };
    responseStatus?: { code?: number };
    annotations?: Record<string, string>;
}

/** A grant that somebody used, and where. */
export interface UsedGrant extends Grant {
    /** Undefined for what belongs to the whole cluster. */
    namespace?: string;
}

/**
 * The grants that a user of the cluster used, as an API server's audit log tells: one JSON object on each line. Requests
 * that were refused used nothing.
 * @param log Text of an audit log, at level Metadata or above.
 * @param username As the API server knows the user: `system:serviceaccount:<namespace>:<name>` for a pipeline.
 * @throws Error where a line is no audit event; it names the line.
 */
export function grantsUsed(log: string, username: string): UsedGrant[] {
    return log.split("\n").flatMap((line, index) => {
        if (line.trim() === "") return [];
        const event = parse(line, index + 1);
        const who = event.impersonatedUser?.username ?? event.user?.username;
        return who === username && wasAllowed(event) ? grantOf(event) : [];
    });
}

function parse(line: string, number: number): AuditEvent {
    try {
        const event: unknown = JSON.parse(line);
        if (typeof event === "object" && event !== null && "auditID" in event) return event as AuditEvent;
    } catch {
        // Not JSON: the same to whoever reads the message.
    }
    throw new Error(
        `line ${number} is not an event of an API server's audit log; give the log as the API server writes it, ` +
            "one JSON object on each line",
    );
}

function wasAllowed({ annotations, responseStatus }: AuditEvent): boolean {
    const decision = annotations?.["authorization.k8s.io/decision"];
    return decision === undefined ? responseStatus?.code !== 403 : decision === "allow";
}

function grantOf({ verb, objectRef }: AuditEvent): UsedGrant[] {
    if (verb === undefined || objectRef?.resource === undefined) return [];
    const { apiGroup = "", resource, subresource, namespace, name } = objectRef;
    const full = subresource === undefined ? resource : `${resource}/${subresource}`;
    // The log has the name that a created object got; RBAC does not know it.
    const nameless = subresource === undefined && (verb === "create" || verb === "deletecollection");
    return [{ apiGroup, resource: full, verb, namespace, resourceName: nameless ? undefined : name }];
}
