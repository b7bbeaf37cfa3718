import { ReadResourceResponse, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";

/** The mark by which Pulumi's wire format tells a secret value. */
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/**
 * With `--debug` the SDK logs the engine's answer to every registration, in which a token Secret's data stand in the
 * clear: the engine hides only values that it knows from the stack's configuration. So an answer that holds a secret
 * says only that. The text of an answer serves nothing but that log.
 */
export function keepSecretsOutOfDebugLog(): void {
    for (const answer of [ReadResourceResponse, RegisterResourceResponse]) {
        const { prototype } = answer;
        if (Object.hasOwn(prototype, "toString")) continue;
        const inherited: () => string = prototype.toString;
        prototype.toString = function (this: object) {
            const text = inherited.call(this);
            return text.includes(secretSignature) ? "(withheld, for it holds a secret)" : text;
        };
    }
}
