import * as pulumi from "@pulumi/pulumi";
import { CiAccessProvider } from "./ciAccessProvider";

pulumi.provider.main(new CiAccessProvider(), process.argv.slice(2));
