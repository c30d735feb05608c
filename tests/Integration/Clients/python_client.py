"""What a Python program does with the official client: KUBECONFIG says which server; ends with 0 when all holds."""
import json
import sys

from kubernetes import client, config, dynamic, watch
from kubernetes.client.rest import ApiException
from kubernetes.dynamic.exceptions import NotFoundError

NAMESPACE = sys.argv[1]


def named(name, labels=None, data=None):
    return client.V1ConfigMap(metadata=client.V1ObjectMeta(name=name, labels=labels), data=data)


def refusal(call):
    try:
        call()
    except ApiException as refused:
        return refused.status, json.loads(refused.body)
    raise AssertionError("this should have been refused")


def versions():
    code = client.VersionApi().get_code()
    assert code.git_version.startswith("v1.36."), code
    groups = [group.name for group in client.ApisApi().get_api_versions().groups]
    assert "apps" in groups and "batch" in groups, groups
    resources = [one.name for one in client.CoreV1Api().get_api_resources().resources]
    assert "pods" in resources and "pods/log" in resources, resources


def objects(core):
    core.create_namespace(client.V1Namespace(metadata=client.V1ObjectMeta(name=NAMESPACE)))
    made = core.create_namespaced_config_map(NAMESPACE, named("a", {"app": "x"}, {"k": "v"}))
    assert made.metadata.creation_timestamp.tzinfo is not None
    for name in ("b", "c"):
        core.create_namespaced_config_map(NAMESPACE, named(name, {"page": "yes"}))
    patched = core.patch_namespaced_config_map("a", NAMESPACE, {"data": {"k": "w", "l": "m"}})
    assert patched.data == {"k": "w", "l": "m"}, patched.data
    patched = core.patch_namespaced_config_map(
        "a", NAMESPACE, [{"op": "remove", "path": "/data/l"}])
    assert patched.data == {"k": "w"}, patched.data
    patched.data["k"] = "x"
    assert core.replace_namespaced_config_map("a", NAMESPACE, patched).data == {"k": "x"}
    listed = core.list_namespaced_config_map(NAMESPACE, label_selector="app=x")
    assert [item.metadata.name for item in listed.items] == ["a"]
    # The namespace also has the map that every namespace gets.
    names, token = [], None
    while True:
        page = core.list_namespaced_config_map(NAMESPACE, limit=1, _continue=token, label_selector="page")
        names += [item.metadata.name for item in page.items]
        token = page.metadata._continue
        if not token:
            break
    assert names == ["b", "c"], names


def errors(core):
    status, body = refusal(lambda: core.read_namespaced_config_map("none", NAMESPACE))
    assert (status, body["reason"], body["details"]["name"]) == (404, "NotFound", "none"), body
    status, body = refusal(lambda: core.create_namespaced_config_map(NAMESPACE, named("a")))
    assert (status, body["reason"]) == (409, "AlreadyExists"), body
    status, body = refusal(lambda: core.create_namespaced_config_map(NAMESPACE, named("A_")))
    assert (status, body["reason"]) == (422, "Invalid"), body
    assert body["details"]["causes"][0]["field"] == "metadata.name", body
    old = core.read_namespaced_config_map("a", NAMESPACE)
    core.patch_namespaced_config_map("a", NAMESPACE, {"data": {"k": "newer"}})
    status, body = refusal(lambda: core.replace_namespaced_config_map("a", NAMESPACE, old))
    assert (status, body["reason"]) == (409, "Conflict"), body


def follow(core, stream, start):
    return stream.stream(core.list_namespaced_config_map, NAMESPACE, label_selector="watch",
                         resource_version=start, timeout_seconds=20)


def watches(core):
    start = core.list_namespaced_config_map(NAMESPACE).metadata.resource_version
    core.create_namespaced_config_map(NAMESPACE, named("watched", {"watch": "yes"}))
    stream = watch.Watch()
    events = []
    for event in follow(core, stream, start):
        events.append((event["type"], event["object"].metadata.name))
        if len(events) == 1:
            core.patch_namespaced_config_map("watched", NAMESPACE, {"data": {"x": "y"}})
        elif len(events) == 2:
            core.delete_namespaced_config_map("watched", NAMESPACE)
        else:
            stream.stop()
    assert events == [("ADDED", "watched"), ("MODIFIED", "watched"), ("DELETED", "watched")], events
    # The next watch goes on where this one has ended: nothing twice.
    seen = stream.resource_version
    core.create_namespaced_config_map(NAMESPACE, named("later", {"watch": "yes"}))
    again = watch.Watch()
    for event in follow(core, again, seen):
        assert (event["type"], event["object"].metadata.name) == ("ADDED", "later"), event
        again.stop()
    # A watch whose revision has expired is told so, and a new list shows the way on.
    post(core.api_client, "/debug/test-mode/expire")
    try:
        for event in follow(core, watch.Watch(), seen):
            raise AssertionError(f"{event['type']} from a revision that has expired")
    except ApiException as expired:
        assert expired.status == 410, expired
    start = core.list_namespaced_config_map(NAMESPACE).metadata.resource_version
    core.create_namespaced_config_map(NAMESPACE, named("resumed", {"watch": "yes"}))
    last = watch.Watch()
    for event in follow(core, last, start):
        assert event["object"].metadata.name == "resumed", event
        last.stop()


def post(api_client, path):
    api_client.call_api(path, "POST", auth_settings=["BearerToken"], _preload_content=False)


def applies(api_client):
    maps = dynamic.DynamicClient(api_client).resources.get(api_version="v1", kind="ConfigMap")
    body = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "applied"}, "data": {"k": "v"}}
    made = maps.patch(body=json.dumps(body), name="applied", namespace=NAMESPACE, field_manager="python",
                      content_type="application/apply-patch+yaml")
    assert made.data.k == "v"
    owners = [entry.manager for entry in made.metadata.managedFields if entry.operation == "Apply"]
    assert owners == ["python"], owners
    maps.delete(name="applied", namespace=NAMESPACE)
    try:
        maps.get(name="applied", namespace=NAMESPACE)
        raise AssertionError("it is still there")
    except NotFoundError:
        pass


def workloads(api_client):
    apps = client.AppsV1Api(api_client)
    container = client.V1Container(name="c", image="i", ports=[client.V1ContainerPort(container_port=80)])
    labels = {"app": "python"}
    made = apps.create_namespaced_deployment(NAMESPACE, client.V1Deployment(
        metadata=client.V1ObjectMeta(name="web"),
        spec=client.V1DeploymentSpec(
            replicas=0, selector=client.V1LabelSelector(match_labels=labels),
            template=client.V1PodTemplateSpec(
                metadata=client.V1ObjectMeta(labels=labels), spec=client.V1PodSpec(containers=[container])))))
    assert made.spec.template.spec.containers[0].ports[0].protocol == "TCP"
    assert not apps.read_namespaced_deployment_scale("web", NAMESPACE).spec.replicas
    scaled = apps.patch_namespaced_deployment_scale("web", NAMESPACE, {"spec": {"replicas": 2}})
    assert scaled.spec.replicas == 2
    status = apps.delete_namespaced_deployment("web", NAMESPACE, propagation_policy="Background")
    assert status.status == "Success" or status.kind == "Deployment", status


def main():
    config.load_kube_config()
    core = client.CoreV1Api()
    versions()
    objects(core)
    errors(core)
    watches(core)
    applies(core.api_client)
    workloads(core.api_client)
    core.delete_namespace(NAMESPACE)
    print("python: all holds")


main()
