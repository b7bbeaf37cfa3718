import { GROUP_RULES, INSTANCE_RULES, PROJECT_RULES } from "./variableRules";
import { VariableStore } from "./variableStore";

export interface Owner {
    id: number;
    fullPath: string;
    variables: VariableStore;
}

/** Everything that exists on the emulated GitLab. */
export class GitlabState {
    readonly projects: Owner[] = [];
    readonly groups: Owner[] = [];
    readonly instance = new VariableStore(INSTANCE_RULES, "InstanceVariable");
    private nextId = 100;

    /** On the community edition, and below Premium, the variables of groups know no environments. */
    constructor(private readonly groupsHaveScopes: boolean) {}

    addProject(fullPath: string): number {
        const project = { id: this.nextId++, fullPath, variables: new VariableStore(PROJECT_RULES) };
        this.projects.push(project);
        return project.id;
    }

    addGroup(fullPath: string): number {
        const rules = { ...GROUP_RULES, canBeScoped: this.groupsHaveScopes };
        const group = { id: this.nextId++, fullPath, variables: new VariableStore(rules, "GroupVariable") };
        this.groups.push(group);
        return group.id;
    }
}

/** By id or by full path, as every endpoint of GitLab's takes either. */
export function findOwner(owners: Owner[], idOrPath: string): Owner | undefined {
    return owners.find(
        ({ id, fullPath }) => String(id) === idOrPath || fullPath.toLowerCase() === idOrPath.toLowerCase(),
    );
}
