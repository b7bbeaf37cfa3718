// The Pulumi GitHub provider, bridged from its Terraform upstream in the way that the official
// pulumi-github repository does it, less its documentation and generated SDKs.
package main

import (
	"github.com/integrations/terraform-provider-github/v6/github"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	shimv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
)

// version is set with -ldflags "-X main.version=…".
var version string

func main() {
	info := tfbridge.ProviderInfo{
		P:            shimv2.NewProvider(github.Provider()),
		Name:         "github",
		Version:      version,
		MetadataInfo: tfbridge.NewProviderMetadata([]byte("{}")),
	}
	info.MustComputeTokens(tokens.SingleModule("github_", "index", tokens.MakeStandard("github")))
	tfbridge.Main("github", version, info, []byte(`{"name":"github","version":"`+version+`"}`))
}
