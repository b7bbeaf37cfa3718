export function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    const upper = sorted[middle] ?? Number.NaN;
    return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The median of the ratios pair by pair: what drifts between the pairs drops out. */
export function medianRatio(ours: readonly number[], theirs: readonly number[]): number {
    return median(ours.map((value, index) => value / (theirs[index] ?? Number.NaN)));
}
