/** Asks again and again until there is an answer; fails with what was waited for. */
export async function waitFor<Answer>(
    what: string,
    ask: () => Promise<Answer | undefined | false> | Answer | undefined | false,
    { seconds = 30, every = 50 }: { seconds?: number; every?: number } = {},
): Promise<Answer> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
        const answer = await ask();
        if (answer) {
            return answer;
        }
        if (Date.now() > deadline) {
            throw new Error(`Waited ${seconds} s in vain for ${what}`);
        }
        await new Promise((resolve) => setTimeout(resolve, every));
    }
}
