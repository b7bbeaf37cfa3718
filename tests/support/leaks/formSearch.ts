import type { SecretForm } from "./secretForms";

export interface FormMatch {
    form: SecretForm;
    offset: number;
    length: number;
}

/** A part of a form, so short that every run long enough to be a leak has one of them complete. */
interface Anchor {
    form: SecretForm;
    position: number;
}

const ANCHOR = 20;
const BLOCK = 4;
const LONGEST_SHIFT = ANCHOR - BLOCK + 1;
const TABLE_BITS = 20;

/**
 * Looks for thousands of forms at once, by the method of Wu and Manber: it reads
 * four bytes, and mostly knows from them that it can skip the next seventeen.
 */
export class FormSearch {
    private readonly shifts = new Uint8Array(1 << TABLE_BITS).fill(LONGEST_SHIFT);
    private readonly anchors = new Map<number, Anchor[]>();
    /** Too short for anchors. */
    private readonly shortForms: SecretForm[] = [];

    constructor(forms: SecretForm[]) {
        for (const form of forms) {
            if (form.bytes.length < ANCHOR) {
                this.shortForms.push(form);
            }
            for (let position = 0; position + ANCHOR <= form.bytes.length; position += ANCHOR) {
                this.add({ form, position });
            }
        }
    }

    matches(text: Buffer): FormMatch[] {
        const found = this.shortForms.flatMap((form) => occurrences(text, form));
        const coveredUntil = new Map<SecretForm, number>();
        let offset = 0;
        while (offset + ANCHOR <= text.length) {
            const hash = hashAt(text, offset + ANCHOR - BLOCK);
            const shift = this.shifts[hash] as number;
            if (shift > 0) {
                offset += shift;
                continue;
            }
            for (const anchor of this.anchors.get(hash) ?? []) {
                const match = matchAround(text, offset, anchor);
                if (match && (coveredUntil.get(match.form) ?? -1) < match.offset) {
                    coveredUntil.set(match.form, match.offset + match.length - 1);
                    found.push(match);
                }
            }
            offset++;
        }
        return found;
    }

    private add(anchor: Anchor): void {
        const { bytes } = anchor.form;
        for (let shift = 0; shift < LONGEST_SHIFT; shift++) {
            const hash = hashAt(bytes, anchor.position + ANCHOR - BLOCK - shift);
            this.shifts[hash] = Math.min(this.shifts[hash] as number, shift);
        }
        const last = hashAt(bytes, anchor.position + ANCHOR - BLOCK);
        this.anchors.set(last, [...(this.anchors.get(last) ?? []), anchor]);
    }
}

function hashAt(text: Buffer, offset: number): number {
    const block =
        (text[offset] as number) |
        ((text[offset + 1] as number) << 8) |
        ((text[offset + 2] as number) << 16) |
        ((text[offset + 3] as number) << 24);
    return Math.imul(block, 0x9e3779b1) >>> (32 - TABLE_BITS);
}

/** The longest run of the form's bytes around the anchor, if it is long enough. */
function matchAround(text: Buffer, offset: number, { form, position }: Anchor): FormMatch | undefined {
    const { bytes, threshold } = form;
    const difference = offset - position;
    let start = offset;
    while (start - difference > 0 && start > 0 && text[start - 1] === bytes[start - 1 - difference]) {
        start--;
    }
    let end = offset;
    while (end - difference < bytes.length && end < text.length && text[end] === bytes[end - difference]) {
        end++;
    }
    return end - start >= threshold ? { form, offset: start, length: end - start } : undefined;
}

function occurrences(text: Buffer, form: SecretForm): FormMatch[] {
    const found: FormMatch[] = [];
    for (let offset = text.indexOf(form.bytes); offset >= 0; offset = text.indexOf(form.bytes, offset + 1)) {
        found.push({ form, offset, length: form.bytes.length });
    }
    return found;
}
