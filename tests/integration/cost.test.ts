import assert from "node:assert/strict";
import { Contender, type Life, operations } from "../../benchmarks/contender";
import { ControlPlane } from "../support/controlPlane";
import { controlPlaneExecutables, pulumiInstallation } from "../support/executables";
import { PulumiSandbox } from "../support/pulumiSandbox";

/** The part of the benchmark that is exact: what the API server is asked. */
describe("the component costs the API server no more than the same by hand", () => {
    const identities = 3;
    let controlPlane: ControlPlane;
    let sandbox: PulumiSandbox;
    let component: Life;
    let byHand: Life;

    before(async function () {
        this.timeout(180_000);
        controlPlane = await ControlPlane.start({ executables: await controlPlaneExecutables() });
        await controlPlane.createNamespace("bench");
        sandbox = new PulumiSandbox(await pulumiInstallation());
        component = await (await Contender.create(sandbox, controlPlane, "component")).live(identities);
        byHand = await (await Contender.create(sandbox, controlPlane, "by-hand")).live(identities);
    });
    after(async () => {
        await controlPlane.stop();
        sandbox.remove();
    });

    it("four writes for each identity, and none where nothing changes", () => {
        assert.equal(component.up.writes, 4 * identities);
        assert.equal(component["no-op up"].writes, 0);
        assert.equal(component.preview.writes, 0);
    });

    it("no request more", () => {
        for (const operation of operations) {
            // While it deletes, the provider asks until the object is gone: how often is a matter of time.
            const figure = operation === "destroy" ? "writes" : "requests";
            const [ours, theirs] = [component[operation][figure], byHand[operation][figure]];
            assert.ok(ours <= theirs, `${operation}: ${ours} ${figure}, by hand ${theirs}`);
        }
    });

    it("one provider", () => assert.equal(component.providers, 1));
});
