"""What a Python program in a Pod does: it finds the API by itself, with the Pod's own token; prints what it may see."""
import os

from kubernetes import client, config

config.load_incluster_config()
core = client.CoreV1Api()
with open("/var/run/secrets/kubernetes.io/serviceaccount/namespace", encoding="utf-8") as file:
    namespace = file.read()
pods = core.list_namespaced_pod(namespace, label_selector="app=inside")
print("pods:", *[pod.metadata.name for pod in pods.items])
try:
    core.list_namespaced_secret(namespace)
except client.exceptions.ApiException as refused:
    print("secrets:", refused.status)
# The same by name: what programs without environment variables do.
configuration = client.Configuration.get_default_copy()
configuration.host = "https://kubernetes.default.svc"
print("by name:", client.VersionApi(client.ApiClient(configuration)).get_code().git_version[:6])
print("who:", os.environ["HOSTNAME"])
