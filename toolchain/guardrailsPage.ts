import { bindingGuardrails } from "../src/guardrails/bindings";
import type { Guardrail } from "../src/guardrails/guardrail";
import { guardrails } from "../src/guardrails/guardrails";
import { judge } from "../src/guardrails/judge";
import { presets } from "../src/rules/presets";

const titles = {
    refuse: ["Refused", "They leave the namespace, or let the pipeline give itself more. The preview fails."],
    warn: ["Warned of", "They are risky, and what ordinary pipelines need. The preview says so, every time."],
    note: [
        "Noted",
        "Scanners report them; deploying consists of them. Nothing is said unless somebody asks.",
    ],
} as const;

/** docs/guardrails.md, from the guardrails themselves. */
export function guardrailsPage(): string {
    const sections = [
        "# Guardrails",
        "Written from the source by `npm run schema`. What each of them means for your pipelines, and how to waive one, is in " +
            "[least privilege](least-privilege.md).",
    ];
    for (const [severity, [title, meaning]] of Object.entries(titles)) {
        const these = guardrails.filter((guardrail) => guardrail.severity === severity);
        sections.push(`## ${title}`, meaning, tableOf(these));
    }
    const bindings =
        "The component never makes such a binding; the [policy pack](../policy-pack/README.md) refuses those of others.";
    sections.push("## Bindings", bindings, tableOf(bindingGuardrails));
    const verdicts = Object.entries(presets).map(([name, { summary, rules }]) => {
        const ids = judge(rules).map(({ guardrail }) => guardrail.id);
        return [`\`${name}\``, summary, ids.filter((id) => !id.startsWith("CA-3")).join(", ") || "none"];
    });
    sections.push(
        "## Presets",
        "None of them has anything that is refused.",
        table(["preset", "", "warned of"], verdicts),
    );
    return `${sections.join("\n\n")}\n`;
}

function tableOf(list: readonly Guardrail[]): string {
    const rows = list.map(({ id, title, reason, remedy, sources }) => [
        `**${id}**`,
        title,
        reason,
        remedy,
        sources.join(", "),
    ]);
    return table(["", "grants", "why", "instead", "sources"], rows);
}

function table(header: string[], rows: string[][]): string {
    const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}
