import { Refusal } from "../forge/exchange";
import { invalidModel, notFound } from "./gitlabErrors";
import type { VariableParameters } from "./variableParameters";
import { modelErrors, updateErrors, type Variable, type VariableRules } from "./variableRules";

interface Stored extends Variable {
    updatedAt: Date;
}

/** The variables of one project, one group or the instance. */
export class VariableStore {
    private variables: Stored[] = [];

    constructor(
        readonly rules: VariableRules,
        /** As "not found" names one of them. */
        private readonly kind = "Variable",
    ) {}

    list(): Stored[] {
        return this.variables;
    }

    /** The one that is meant; refused where there is none, and where a key alone means several. */
    find(key: string, scope: string | undefined): Stored {
        const found = this.variables.filter(
            (variable) =>
                variable.key === key && (scope === undefined || variable.environment_scope === scope),
        );
        if (found.length > 1) {
            const message =
                "There are multiple variables with provided parameters. Please use 'filter[environment_scope]'";
            throw new Refusal({ status: 409, json: { message } });
        }
        const [variable] = found;
        if (!variable) {
            throw notFound(this.kind);
        }
        return variable;
    }

    create(parameters: VariableParameters): Variable {
        const hidden = parameters.masked_and_hidden ?? false;
        const variable: Stored = {
            key: parameters.key ?? "",
            value: parameters.value ?? "",
            variable_type: parameters.variable_type ?? "env_var",
            protected: parameters.protected ?? false,
            masked: hidden || (parameters.masked ?? false),
            hidden,
            raw: parameters.raw ?? false,
            environment_scope: parameters.environment_scope ?? "*",
            description: parameters.description ?? null,
            updatedAt: new Date(),
        };
        const errors = {
            ...this.countErrors(),
            ...modelErrors(variable, this.rules),
            ...this.takenErrors(variable),
        };
        if (Object.keys(errors).length > 0) {
            throw invalidModel(errors);
        }
        this.variables.push(variable);
        return variable;
    }

    update(variable: Stored, parameters: VariableParameters): Variable {
        const { masked_and_hidden: _, key: __, ...changes } = parameters;
        const changed: Stored = { ...variable, ...changes, updatedAt: new Date() };
        const errors = {
            ...modelErrors(changed, this.rules),
            ...updateErrors(variable, changed),
            ...this.takenErrors(changed, variable),
        };
        if (Object.keys(errors).length > 0) {
            throw invalidModel(errors);
        }
        this.variables[this.variables.indexOf(variable)] = changed;
        return changed;
    }

    delete(variable: Stored): void {
        this.variables = this.variables.filter((other) => other !== variable);
    }

    private countErrors(): Record<string, string[]> {
        const { limitName, maximumCount } = this.rules;
        return this.variables.length < maximumCount
            ? {}
            : { base: [`Maximum number of ${limitName} (${maximumCount}) exceeded`] };
    }

    private takenErrors(variable: Variable, except?: Variable): Record<string, string[]> {
        const taken = this.variables.some(
            (other) =>
                other !== except &&
                other.key === variable.key &&
                other.environment_scope === variable.environment_scope,
        );
        return taken ? { key: [`(${variable.key}) has already been taken`] } : {};
    }
}
