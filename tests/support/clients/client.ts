import { runCommand } from "../commandRun";

/** What a client saw when it listed the ConfigMaps of a namespace. */
export interface Seen {
    namespace: string;
    names: string[];
    /** 200, or what the API server refused it with. */
    status: number;
}

/** A Kubernetes client that lists ConfigMaps: in the namespace of the current context where none is given. */
export type Client = (kubeconfigFile: string, namespace?: string) => Promise<Seen>;

/** This machine cannot have the client: a reason to skip its tests, which a reader should see. */
export class NotToBeHad extends Error {}

/** Runs a program that finds the kubeconfig by `$KUBECONFIG`, and that prints JSON. */
// biome-ignore lint/suspicious/noExplicitAny: each program prints JSON of its own.
export async function runClient(program: string[], kubeconfig: string, refusal?: RegExp): Promise<any> {
    const [executable = "", ...args] = program;
    const result = await runCommand(executable, args, {
        env: { PATH: process.env.PATH, HOME: "/nonexistent", KUBECONFIG: kubeconfig },
    });
    if (result.code !== 0) {
        if (refusal?.test(result.stderr)) return undefined;
        throw new Error(`${program.join(" ")} exited with ${result.code}:\n${result.stderr}`);
    }
    return JSON.parse(result.stdout);
}
