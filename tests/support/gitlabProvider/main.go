// A Pulumi provider plugin for the CI/CD variables of GitLab, for tests where the official one cannot be
// installed. It serves the official one's tokens, inputs, defaults, replacement rules and ids over GitLab's
// own API client, and nothing else.
package main

import (
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	shimv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
)

// version is set with -ldflags "-X main.version=…".
var version string

func main() {
	info := tfbridge.ProviderInfo{
		P:            shimv2.NewProvider(provider()),
		Name:         "gitlab",
		Version:      version,
		MetadataInfo: tfbridge.NewProviderMetadata([]byte("{}")),
	}
	info.MustComputeTokens(tokens.SingleModule("gitlab_", "index", tokens.MakeStandard("gitlab")))
	tfbridge.Main("gitlab", version, info, []byte(`{"name":"gitlab","version":"`+version+`"}`))
}
