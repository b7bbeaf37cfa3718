import type { ControlPlane } from "../controlPlane";

/** Reports that the Pods of a namespace run, as nodes would. Everything above them is done by the real controllers. */
export class Kubelet {
    private stopped = false;
    private readonly seen = new Map<string, number>();
    private readonly work: Promise<void>;

    constructor(
        private readonly controlPlane: ControlPlane,
        private readonly namespace: string,
        /** Called when it is about to report: somebody is deploying. */
        private readonly onPod: () => void = () => {},
        /** How long a Pod takes to start. */
        private readonly startMilliseconds = 0,
    ) {
        this.work = this.run();
    }

    async stop(): Promise<void> {
        this.stopped = true;
        await this.work;
    }

    private isDue(uid: string): boolean {
        const since = this.seen.get(uid) ?? Date.now();
        this.seen.set(uid, since);
        return Date.now() - since >= this.startMilliseconds;
    }

    private async run(): Promise<void> {
        const { api } = this.controlPlane;
        const pods = `/api/v1/namespaces/${this.namespace}/pods`;
        while (!this.stopped) {
            const { body } = await api.get(pods);
            for (const pod of body.items ?? []) {
                if (pod.status.phase === "Running" || !this.isDue(pod.metadata.uid)) continue;
                this.onPod();
                await api.patch(`${pods}/${pod.metadata.name}/status`, { status: running(pod) });
            }
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
    }
}

function running(pod: { spec: { containers: { name: string; image: string }[] } }): object {
    const since = new Date().toISOString();
    return {
        phase: "Running",
        startTime: since,
        conditions: ["Initialized", "ContainersReady", "Ready", "PodScheduled"].map((type) => ({
            type,
            status: "True",
            lastTransitionTime: since,
        })),
        containerStatuses: pod.spec.containers.map(({ name, image }) => ({
            name,
            image,
            imageID: "",
            ready: true,
            started: true,
            restartCount: 0,
            state: { running: { startedAt: since } },
        })),
    };
}
