import type { ControlPlane } from "../tests/support/controlPlane";

/** The page's steps by hand with kubectl, for one identity, up to the kubeconfig; the copying to a forge not counted. */
export async function shellSeconds(controlPlane: ControlPlane, name: string): Promise<number> {
    const namespace = ["--namespace", "bench"];
    const began = performance.now();
    const kubectl = async (args: string[], input?: string) => {
        const { code, stdout, stderr } = await controlPlane.kubectl([...args, ...namespace], { input });
        if (code !== 0) throw new Error(`kubectl ${args.join(" ")}: ${stderr}`);
        return stdout;
    };
    await kubectl(["create", "serviceaccount", name]);
    await kubectl([
        "create",
        "role",
        name,
        "--verb=get,list,create,patch",
        "--resource=deployments,configmaps,services",
    ]);
    await kubectl(["create", "rolebinding", name, `--role=${name}`, `--serviceaccount=bench:${name}`]);
    const secret = {
        apiVersion: "v1",
        kind: "Secret",
        type: "kubernetes.io/service-account-token",
        metadata: { name, annotations: { "kubernetes.io/service-account.name": name } },
    };
    await kubectl(["apply", "--filename", "-"], JSON.stringify(secret));
    for (const key of ["token", "ca\\.crt"])
        await kubectl(["get", "secret", name, "--output", `jsonpath={.data.${key}}`]);
    const seconds = (performance.now() - began) / 1000;
    for (const kind of ["secret", "rolebinding", "role", "serviceaccount"])
        await kubectl(["delete", kind, name]);
    return seconds;
}
