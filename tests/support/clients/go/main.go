// Lists the ConfigMaps of a namespace as any Go program would that is given a kubeconfig, and prints what it saw as
// JSON. Without --namespace, the namespace is the one of the kubeconfig's current context.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

type answer struct {
	Namespace string   `json:"namespace"`
	Names     []string `json:"names"`
	Status    int32    `json:"status"`
}

func main() {
	override := flag.String("namespace", "", "instead of the context's")
	flag.Parse()
	if err := run(*override); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(override string) error {
	overrides := &clientcmd.ConfigOverrides{}
	overrides.Context.Namespace = override
	// $KUBECONFIG, else ~/.kube/config: the rules of kubectl.
	config := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(
		clientcmd.NewDefaultClientConfigLoadingRules(), overrides)
	namespace, _, err := config.Namespace()
	if err != nil {
		return err
	}
	connection, err := config.ClientConfig()
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(connection)
	if err != nil {
		return err
	}
	seen := answer{Namespace: namespace, Names: []string{}, Status: 200}
	list, err := client.CoreV1().ConfigMaps(namespace).List(context.Background(), metav1.ListOptions{})
	var refusal apierrors.APIStatus
	switch {
	case err == nil:
		for _, configMap := range list.Items {
			seen.Names = append(seen.Names, configMap.Name)
		}
	case errors.As(err, &refusal):
		seen.Status = refusal.Status().Code
	default:
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(seen)
}
