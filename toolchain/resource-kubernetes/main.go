// The official Pulumi Kubernetes provider, built from its Go module. The vendor's own main embeds
// a generated schema that is not part of the module; only `pulumi package get-schema` and Helm's
// old chart mapping read it, so an empty one serves every resource operation alike.
package main

import "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"

// version is set with -ldflags "-X main.version=…".
var version string

func main() {
	schema := []byte(`{"name":"kubernetes","version":"` + version + `"}`)
	provider.Serve("kubernetes", version, schema, []byte("{}"))
}
