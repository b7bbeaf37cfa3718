const [bold, dim, plain] = process.stdout.isTTY ? ["\u001b[1m", "\u001b[2m", "\u001b[0m"] : ["", "", ""];
let chapter = 0;

/** Begins a chapter of the demo. */
export function begin(title: string): void {
    chapter += 1;
    console.log(`\n${bold}${chapter}. ${title}${plain}`);
}

/** Says something in plain words. */
export function say(text: string): void {
    console.log(`   ${text}`);
}

/** Shows a command that the viewer could run. */
export function showCommand(command: string): void {
    console.log(`   ${dim}$ ${command}${plain}`);
}

/** Shows what a program said. */
export function quote(output: string): void {
    for (const line of output.trimEnd().split("\n")) console.log(`     ${line}`);
}
