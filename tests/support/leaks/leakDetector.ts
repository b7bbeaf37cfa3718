import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { embeddedData } from "./embeddedData";
import { FormSearch } from "./formSearch";
import { ownPart, type SecretForm, secretForms } from "./secretForms";
import { sourceOffset, unescaped } from "./unescaped";

/** A secret where it should not be. Never holds the secret itself. */
export interface Leak {
    secret: string;
    /** The file, or the name under which a text was searched. */
    where: string;
    offset: number;
    /** How many bytes it covers there. */
    length: number;
    /** The form, and what it was inside: `raw in base64 in gzip`. */
    encoding: string;
}

/** Encodings within encodings are followed so far. */
const DEEPEST = 4;

/**
 * Searches texts and files for secrets: raw, JSON-escaped or URL-encoded any number of times, wrapped, in hexadecimal,
 * in base64 of either alphabet and at any alignment, twice encoded, packed, and for parts of them.
 */
export class LeakDetector {
    readonly leaks: Leak[] = [];
    /** How many bytes were searched: a test that searched nothing proves nothing. */
    searched = 0;
    private readonly forms: SecretForm[] = [];
    private search: FormSearch | undefined;

    /** From now on this value is looked for, and every part of it that is long enough to be told. */
    watch(secret: string, value: string): void {
        this.forms.push(...secretForms(secret, ownPart(value)));
        this.search = undefined;
    }

    /**
     * From now on this text is looked for as a whole, less what is public in it (a certificate authority, for
     * example), which may have been removed or replaced: the pieces around it that hold the credential count.
     */
    watchAround(secret: string, text: string, publicPart: string, credential: string): void {
        for (const piece of text.split(publicPart).filter((part) => part.includes(credential))) {
            this.forms.push(...secretForms(secret, piece, { whole: true }));
        }
        this.search = undefined;
    }

    searchText(where: string, text: string | Buffer): void {
        const data = typeof text === "string" ? Buffer.from(text) : text;
        this.searched += data.length;
        const leaks: Leak[] = [];
        this.searchData(data, { where, inside: [], leaks });
        this.leaks.push(...leaks);
    }

    async searchFile(file: string): Promise<void> {
        this.searchText(file, await readFile(file));
    }

    /** Searches all files of the directory, and their names. Links are not followed. */
    async searchTree(directory: string): Promise<void> {
        for (const entry of await readdir(directory, { withFileTypes: true, recursive: true })) {
            const path = join(entry.parentPath, entry.name);
            this.searchText(`name of ${directory}/…`, path);
            if (entry.isFile()) {
                await this.searchFile(path);
            }
        }
    }

    /** Throws with every leak that was found, and if nothing was searched or nothing looked for. */
    assertClean(): void {
        if (this.forms.length === 0 || this.searched === 0) {
            throw new Error("The leak detector was given nothing to look for, or nowhere to look");
        }
        if (this.leaks.length > 0) {
            const lines = this.leaks.map(
                ({ secret, where, offset, length, encoding }) =>
                    `  ${secret}: ${encoding}, ${length} bytes at offset ${offset} of ${where}`,
            );
            throw new Error(`${this.leaks.length} leaks:\n${lines.join("\n")}`);
        }
    }

    private searchData(data: Buffer, place: Place): void {
        this.search ??= new FormSearch(this.forms);
        for (const { form, offset, length } of this.search.matches(data)) {
            this.add(place, form, offset, length);
        }
        for (const { form, offset, length } of this.search.matches(unescaped(data))) {
            this.add(place, form, sourceOffset(data, offset), length);
        }
        if (place.inside.length < DEEPEST) {
            for (const { encoding, offset, length, data: decoded } of embeddedData(data)) {
                const range = place.range ?? { offset, length };
                this.searchData(decoded, { ...place, range, inside: [encoding, ...place.inside] });
            }
        }
    }

    /** The same leak is often found in several ways: the first, which is the plainest, is reported. */
    private add(place: Place, form: SecretForm, offset: number, length: number): void {
        const range = place.range ?? { offset, length };
        const overlaps = (leak: Leak) =>
            leak.secret === form.secret &&
            leak.offset < range.offset + range.length &&
            range.offset < leak.offset + leak.length;
        if (!place.leaks.some(overlaps)) {
            const encoding = [form.encoding, ...place.inside].join(" in ");
            place.leaks.push({ secret: form.secret, where: place.where, ...range, encoding });
        }
    }
}

/** Where the detector looks at the moment. */
interface Place {
    where: string;
    /** What surrounds the data, where they are embedded. */
    range?: { offset: number; length: number };
    /** The encodings that were undone, innermost first. */
    inside: string[];
    leaks: Leak[];
}
