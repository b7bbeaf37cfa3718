/** One secret or variable that arrived, less its value. */
export interface Arrival {
    scope: string;
    name: string;
    /** Of the plain value, in bytes. */
    length: number;
    updatedAt: string;
}

/** What a developer who started the emulator by hand wants to know: what arrived, where, when, and how much. */
export function arrivalsPage(forge: string, arrivals: Arrival[]): string {
    const rows = arrivals.map(
        ({ scope, name, length, updatedAt }) =>
            `<tr><td>${escaped(scope)}</td><td>${escaped(name)}</td><td>${length}</td><td>${updatedAt}</td></tr>`,
    );
    return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${forge} emulator</title>
<style>body{font-family:sans-serif;margin:2em}td,th{padding:.3em 1em;text-align:left;border-bottom:1px solid #ccc}</style>
</head>
<body>
<h1>${forge} emulator</h1>
<p>${arrivals.length === 0 ? "Nothing has arrived yet." : "What has arrived; values are never shown."}</p>
<table><tr><th>Scope</th><th>Name</th><th>Bytes</th><th>Updated</th></tr>
${rows.join("\n")}
</table>
</body>
</html>
`;
}

function escaped(text: string): string {
    return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
