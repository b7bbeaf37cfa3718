import type { Arrival } from "../forge/arrivalsPage";
import type { GitlabState } from "./gitlabState";
import type { VariableStore } from "./variableStore";

/** Every variable of every owner, for people to read. */
export function arrivalsOf(state: GitlabState): Arrival[] {
    const stores: [string, VariableStore][] = [["instance", state.instance]];
    for (const { fullPath, variables } of [...state.projects, ...state.groups]) {
        stores.push([fullPath, variables]);
    }
    return stores.flatMap(([owner, variables]) =>
        variables.list().map((variable) => ({
            scope: `${owner} · ${variable.environment_scope}`,
            name: variable.key,
            length: Buffer.byteLength(variable.value),
            updatedAt: variable.updatedAt.toISOString(),
        })),
    );
}
