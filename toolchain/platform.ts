/** This machine in Go's words, which most vendors use for their downloads. */
export interface Platform {
    os: "linux" | "darwin";
    arch: "amd64" | "arm64";
}

export function thisPlatform(): Platform {
    const { platform, arch } = process;
    if ((platform !== "linux" && platform !== "darwin") || (arch !== "x64" && arch !== "arm64")) {
        throw new Error(
            `This is ${platform} on ${arch}. The tests and the demo run a Kubernetes control plane, ` +
                "which needs Linux or macOS on x64 or arm64: on Windows, use WSL.",
        );
    }
    return { os: platform, arch: arch === "x64" ? "amd64" : "arm64" };
}
