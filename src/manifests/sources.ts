import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Findings } from "../validation/findings";
import { quote } from "../validation/problem";

/** A text of manifests, and what messages call it. */
export interface Source {
    label: string;
    text: string;
}

/** The files of a directory that kubectl takes for manifests, and those that make it Kustomize's. */
const manifestFile = /\.(ya?ml|json)$/;
const kustomization = /^(kustomization\.ya?ml|Kustomization)$/;

/**
 * What an entry of `role.manifests` stands for: it is a text of manifests itself, or the path of a file or of a directory:
 * as kubectl reads one, without what is below it, or rendered by `kubectl kustomize` where it has a kustomization.
 */
export function sourcesOf(entry: string, path: string, findings: Findings): Source[] {
    if (isText(entry)) return [{ label: "a text,", text: entry }];
    const label = quote(entry);
    try {
        if (!statSync(entry).isDirectory())
            return [{ label: `${label},`, text: readFileSync(entry, "utf8") }];
        const files = readdirSync(entry).sort();
        if (files.some((file) => kustomization.test(file))) return rendered(entry, path, findings);
        const manifests = files.filter((file) => manifestFile.test(file));
        if (manifests.length === 0) {
            findings.problem(
                path,
                `is the directory ${label}, in which there is no manifest; name one that has some`,
            );
        }
        return manifests.map((file) => {
            const name = join(entry, file);
            return { label: `${quote(name)},`, text: readFileSync(name, "utf8") };
        });
    } catch (error) {
        const { code = "unknown" } = error as NodeJS.ErrnoException;
        findings.problem(
            path,
            `is ${label}, which cannot be read (${code}); write a path relative to where pulumi runs, or the text of manifests`,
        );
        return [];
    }
}

/** Only manifests have several lines, a colon before a space, or a brace. */
function isText(entry: string): boolean {
    return /\n|:\s|^\s*\{/.test(entry);
}

function rendered(directory: string, path: string, findings: Findings): Source[] {
    const label = `${quote(directory)}, rendered by kubectl kustomize,`;
    try {
        const text = execFileSync("kubectl", ["kustomize", directory], {
            encoding: "utf8",
            maxBuffer: 64 * 1024 * 1024,
            stdio: ["ignore", "pipe", "pipe"],
        });
        return [{ label, text }];
    } catch (error) {
        const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
        const reason =
            code === "ENOENT" ? "there is no kubectl on the PATH" : (stderr?.trim().split("\n")[0] ?? code);
        findings.problem(
            path,
            `is ${quote(directory)}, which has a kustomization that could not be rendered (${reason}); ` +
                "install kubectl, or give the output of kubectl kustomize",
        );
        return [];
    }
}
