import { join } from "node:path";
import { type Client, NotToBeHad, runClient } from "./client";
import { cachedClient, makeWith } from "./clientCache";

/** The official Python client, in a virtual environment of its own. */
export async function pythonClient(): Promise<Client> {
    const python = await cachedClient({
        name: "Python client",
        folder: "python",
        sources: ["requirements.txt"],
        product: "environment/bin/python",
        make: async (into, folder) => {
            const environment = join(into, "environment");
            const install = ["-m", "pip", "install", "--quiet", "--requirement", "requirements.txt"];
            try {
                await makeWith(["python3", "-m", "venv", environment], folder);
                await makeWith([join(environment, "bin", "python"), ...install], folder);
            } catch (error) {
                // A Python without venv or pip, or no registry that can be reached.
                throw new NotToBeHad(error instanceof Error ? error.message : String(error));
            }
        },
    });
    const script = join(__dirname, "python", "list_configmaps.py");
    return (file, namespace) => runClient([python, script, ...(namespace ? [namespace] : [])], file);
}

/** client-go, which kubectl, Helm and most tools are made of, as a program of three lines uses it. */
export async function goClient(): Promise<Client> {
    const executable = await cachedClient({
        name: "Go client",
        folder: "go",
        sources: ["go.mod", "go.sum", "main.go"],
        product: "list-configmaps",
        make: (into, folder) =>
            makeWith(["go", "build", "-trimpath", "-o", join(into, "list-configmaps"), "."], folder, {
                CGO_ENABLED: "0",
                GOFLAGS: "-mod=readonly -buildvcs=false",
                GOWORK: "off",
            }),
    });
    return (file, namespace) =>
        runClient([executable, ...(namespace ? ["--namespace", namespace] : [])], file);
}
