import { ControlPlane } from "./controlPlane";
import { controlPlaneExecutables } from "./executables";

/** Runs a control plane until this process ends, and says on one line of JSON what it consists of. */
async function main(): Promise<void> {
    const controlPlane = await ControlPlane.start({ executables: await controlPlaneExecutables() });
    const { pids, directory, server, adminKubeconfigFile } = controlPlane;
    console.log(JSON.stringify({ pids, directory, server, adminKubeconfigFile }));
    setInterval(() => {
        // Nothing ends this process but a signal.
    }, 60_000);
}

main();
