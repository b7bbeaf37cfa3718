"""Lists the ConfigMaps of a namespace as any Python program would that is given a kubeconfig.

Prints what it saw as JSON. Without an argument, the namespace is the one of the kubeconfig's current context.
"""

import json
import sys

from kubernetes import client, config
from kubernetes.client.exceptions import ApiException

# $KUBECONFIG, else ~/.kube/config.
config.load_kube_config()
_, current = config.list_kube_config_contexts()
namespace = sys.argv[1] if len(sys.argv) > 1 else current["context"]["namespace"]
seen = {"namespace": namespace, "names": [], "status": 200}
try:
    listed = client.CoreV1Api().list_namespaced_config_map(namespace)
    seen["names"] = [item.metadata.name for item in listed.items]
except ApiException as refusal:
    seen["status"] = refusal.status
print(json.dumps(seen))
