/** A table that has 1 at the bytes of these characters, and 0 elsewhere. */
export function byteSet(characters: string): Uint8Array {
    const table = new Uint8Array(256);
    for (const byte of Buffer.from(characters)) {
        table[byte] = 1;
    }
    return table;
}
