import { ControlPlane } from "./controlPlane";
import { controlPlaneExecutables } from "./executables";

let shared: Promise<ControlPlane> | undefined;

/**
 * One control plane for all tests of a run, started when the first asks for it. Tests keep to namespaces of their own;
 * one that stops the controllers starts them again.
 */
export function sharedControlPlane(): Promise<ControlPlane> {
    shared ??= controlPlaneExecutables().then((executables) => ControlPlane.start({ executables }));
    return shared;
}

// At the root of mocha's tree of suites: after everything that may use it.
after(async () => {
    await (await shared)?.stop();
});
