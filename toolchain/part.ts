/** A way to learn which version an executable that is already there has, and which versions will do. */
export interface Installed {
    /** A variable that names a directory to look in before PATH. */
    directoryVariable?: string;
    /** Arguments that make it print its version; the first `1.2.3` of the output counts. */
    versionArguments?: string[];
    /** A semver range. Without one, whatever carries the name is taken. */
    accepts?: string;
}

/** A file that the vendor publishes. In the texts, {os} and {arch} stand for the machine's. */
export interface Download {
    /** Parts that come out of the same archive share this name, so that it is fetched once. */
    archive: string;
    url: string;
    /** Vendors sign in different ways; a digest over HTTPS from the vendor is what all of them have. */
    checksums: { url: string; format: "lines" | "bare" | "github-release" };
    /** Where the executable is in the archive; without it, the file itself is the executable. */
    member?: string;
    /** Which systems the vendor builds for. */
    systems: ("linux" | "darwin")[];
    /** Where the vendor's names of architectures or its kind of archive differ from the usual. */
    names?: { amd64?: string; extension?: Partial<Record<"linux" | "darwin", string>> };
}

export interface GoBuild {
    /** A folder beside this file with go.mod and go.sum. */
    module: string;
    package: string;
    /** The version that the module builds, where the part's own is not to be had as a Go module. */
    version?: string;
    /** `-X` flags: what the program says that its version is. */
    variables: Record<string, string>;
    /** Measured without any cache on 2 cores, after the parts that come before it in the table. */
    minutes: number;
}

export interface Part {
    name: string;
    version: string;
    /** The name of its file, where it is not the part's. */
    executable?: string;
    /** Absent: what is on PATH cannot be it. */
    installed?: Installed;
    /** The name of the resource plugin that it is to the Pulumi engine. */
    plugin?: string;
    download: Download;
    build: GoBuild;
}
