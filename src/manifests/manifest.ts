import { parseAllDocuments } from "yaml";
import type { Findings } from "../validation/findings";
import { quote } from "../validation/problem";

/** An object of a manifest, as far as rules depend on it. */
export interface ManifestObject {
    apiVersion: string;
    kind: string;
    /** Undefined where the API server makes one up. */
    name?: string;
    namespace?: string;
    /** All of it, for the kinds that are about other kinds. */
    fields: Readonly<Record<string, unknown>>;
}

/** The objects of a YAML or JSON text: of each of its documents, and of the Lists among them. */
export function parseManifest(
    text: string,
    label: string,
    path: string,
    findings: Findings,
): ManifestObject[] {
    const documents = parseAllDocuments(text, { logLevel: "silent" });
    // Of an empty text it gives something else than an empty list of documents.
    const list = Array.isArray(documents) ? documents : [];
    return list.flatMap((document, index) => {
        const where = list.length > 1 ? `${label}, document ${index + 1},` : label;
        const [error] = document.errors;
        if (error !== undefined) {
            // The first line: what follows quotes the text, in which there may be a Secret.
            findings.problem(
                path,
                `names ${where} which is not YAML (${error.message.split("\n")[0]}); correct it`,
            );
            return [];
        }
        return objectsIn(document.toJS(), where, path, findings);
    });
}

function objectsIn(value: unknown, where: string, path: string, findings: Findings): ManifestObject[] {
    if (value === null || value === undefined) return [];
    const fields = fieldsOf(value);
    const { apiVersion, kind, items } = fields;
    if (typeof apiVersion !== "string" || typeof kind !== "string") {
        findings.problem(
            path,
            `names ${where} which has no apiVersion and kind; give manifests of Kubernetes objects`,
        );
        return [];
    }
    if (kind.endsWith("List") && Array.isArray(items)) {
        return items.flatMap((item, index) => objectsIn(item, `${where} item ${index + 1},`, path, findings));
    }
    const { name, namespace } = fieldsOf(fields.metadata);
    return [{ apiVersion, kind, name: textOf(name), namespace: textOf(namespace), fields }];
}

/** The members of an object; of anything else none. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function textOf(value: unknown): string | undefined {
    return typeof value === "string" && value !== "" ? value : undefined;
}

/** The API group of `apps/v1` is `apps`, of `v1` the core group. */
export function groupOf({ apiVersion }: ManifestObject): string {
    return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

/** As messages name it: `Deployment "shop"`. */
export function shownAs({ kind, name }: ManifestObject): string {
    return name === undefined ? kind : `${kind} ${quote(name)}`;
}
