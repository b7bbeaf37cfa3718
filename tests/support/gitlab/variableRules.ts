export interface Variable {
    key: string;
    value: string;
    variable_type: "env_var" | "file";
    protected: boolean;
    masked: boolean;
    hidden: boolean;
    raw: boolean;
    environment_scope: string;
    description: string | null;
}

/** The differences between the variables of projects, groups and the instance. */
export interface VariableRules {
    /** As the message about too many of them names it. */
    limitName: string;
    maximumCount: number;
    maximumLength?: number;
    canBeHidden: boolean;
    canBeScoped: boolean;
}

/** Counts and lengths: "Account and limit settings", "Instance-level CI/CD variables API" of GitLab's documentation. */
export const PROJECT_RULES: VariableRules = {
    limitName: "project ci variables",
    maximumCount: 8000,
    canBeHidden: true,
    canBeScoped: true,
};
export const GROUP_RULES: VariableRules = {
    limitName: "group ci variables",
    maximumCount: 30000,
    canBeHidden: true,
    canBeScoped: true,
};
export const INSTANCE_RULES: VariableRules = {
    limitName: "ci instance variables",
    maximumCount: Number.POSITIVE_INFINITY,
    maximumLength: 10000,
    canBeHidden: false,
    canBeScoped: false,
};

const KEY = /^[a-zA-Z0-9_]+$/;
const SCOPE = /^[a-zA-Z0-9_/\\${}. \-*]+$/;
/** "Mask a CI/CD variable": one line, no spaces, at least 8 characters; fewer characters where it is expanded. */
const MASKABLE_EXPANDED = /^[a-zA-Z0-9_+=/@:.~-]{8,}$/;
const MASKABLE_RAW = /^\S{8,}$/;
const LONGEST_NAME = 255;

export type ModelErrors = Record<string, string[]>;

/** What is wrong with a variable in itself, by field, as GitLab words it. */
export function modelErrors(variable: Variable, rules: VariableRules): ModelErrors {
    const errors: ModelErrors = {};
    const refuse = (field: string, message: string) => {
        errors[field] = [...(errors[field] ?? []), message];
    };
    if (variable.key === "") {
        refuse("key", "can't be blank");
    }
    if (variable.key.length > LONGEST_NAME) {
        refuse("key", `is too long (maximum is ${LONGEST_NAME} characters)`);
    }
    if (!KEY.test(variable.key)) {
        refuse("key", "can contain only letters, digits and '_'.");
    }
    if (rules.maximumLength !== undefined && variable.value.length > rules.maximumLength) {
        refuse(
            "value",
            `The value of the provided variable exceeds the ${rules.maximumLength} character limit`,
        );
    }
    const maskable = variable.raw ? MASKABLE_RAW : MASKABLE_EXPANDED;
    if (variable.masked && !maskable.test(variable.value)) {
        refuse("value", "is invalid");
    }
    if (variable.hidden && !variable.masked) {
        refuse("masked", "should be true when variable is hidden");
    }
    if (!SCOPE.test(variable.environment_scope) || variable.environment_scope.length > LONGEST_NAME) {
        refuse(
            "environment_scope",
            "can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', '*' and spaces",
        );
    }
    if ((variable.description ?? "").length > LONGEST_NAME) {
        refuse("description", `is too long (maximum is ${LONGEST_NAME} characters)`);
    }
    return errors;
}

/** What a hidden variable, once it is there, does not allow any more. */
export function updateErrors(before: Variable, after: Variable): ModelErrors {
    if (before.hidden && before.masked !== after.masked) {
        return { base: ["Updating masked attribute is not allowed on updates for hidden variables."] };
    }
    return {};
}
