import type * as pulumi from "@pulumi/pulumi";

/** When the pipeline's token is replaced by a new one. ServiceAccount, Role and RoleBinding stay as they are. */
export interface RotationArgs {
    /**
     * Any text. Where it is another one than at the last update, the token is replaced: a date, a number, or what another
     * resource says. Defaults to none.
     */
    id?: pulumi.Input<string>;
    /**
     * The first update in every period of so many days replaces the token; 1 to 3650. Periods are counted from 1970-01-01,
     * 00:00 UTC, so that nothing has to be remembered. Defaults to no schedule.
     */
    everyDays?: number;
}
