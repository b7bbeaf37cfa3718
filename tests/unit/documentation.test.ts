import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..", "..");
const documents = [
    "README.md",
    "CONTRIBUTING.md",
    ...readdirSync(join(root, "docs")).map((file) => join("docs", file)),
];

describe("the documentation", () => {
    it("has TypeScript that compiles against the source", function () {
        // The compiler reads the SDKs' types.
        this.timeout(60_000);
        const snippets = new Map<string, string>();
        for (const document of documents) {
            const text = readFileSync(join(root, document), "utf8");
            for (const [index, [, code = ""]] of [...text.matchAll(/```ts\n([\s\S]*?)```/g)].entries()) {
                snippets.set(join(root, `${document}-${index + 1}.ts`), code);
            }
        }
        assert.ok(snippets.size > 0);
        assert.deepEqual(errorsIn(snippets), []);
    });

    for (const document of documents) {
        it(`has links in ${document} that lead somewhere`, () => {
            const text = readFileSync(join(root, document), "utf8");
            const links = [...text.matchAll(/\]\(([^)#]+)(#[^)]*)?\)/g)].map(([, target = ""]) => target);
            for (const link of links.filter((target) => !/^https?:/.test(target))) {
                assert.ok(existsSync(join(root, dirname(document), link)), link);
            }
        });
    }
});

function errorsIn(snippets: Map<string, string>): string[] {
    const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    const host = ts.createCompilerHost(options);
    const { readFile, fileExists } = host;
    host.readFile = (file) => snippets.get(file) ?? readFile.call(host, file);
    host.fileExists = (file) => snippets.has(file) || fileExists.call(host, file);
    // Snippets declare what they show, and need not use it.
    const program = ts.createProgram([...snippets.keys()], { ...options, noUnusedLocals: false }, host);
    return ts
        .getPreEmitDiagnostics(program)
        .map(
            ({ file, messageText }) =>
                `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
        );
}
