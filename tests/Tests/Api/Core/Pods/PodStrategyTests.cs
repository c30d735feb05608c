using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Validation;
using Kubesharp.Api.Yaml;
using Xunit;

namespace Kubesharp.Tests.Api.Core.Pods;

public sealed class PodStrategyTests
{
    private static readonly ResourceDefinition Definition = ResourceRegistry.Of<Pod>();
    private static readonly Strategy Strategy = StrategyRegistry.For(Definition);
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private const string Plain = """
        metadata: {name: web, namespace: shop}
        spec:
          containers:
          - {name: web, image: web}
        """;

    [Fact]
    public void DefaultsAreThoseThatEveryReadShows()
    {
        Pod pod = Default("""
            metadata: {name: web, namespace: shop}
            spec:
              serviceAccount: sa
              containers:
              - name: web
                image: registry:5000/web
                ports: [{containerPort: 80}]
                env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
                resources: {limits: {cpu: "1", memory: 1Gi}, requests: {cpu: 500m}}
                readinessProbe: {httpGet: {port: 80}}
              volumes:
              - name: none
              - {name: map, configMap: {name: m}}
              - {name: host, hostPath: {path: /x}}
              - {name: all, projected: {sources: [{serviceAccountToken: {path: token}}]}}
            """);
        Assert.Equal(
            TreeJson.Parse("""
                {"volumes":[{"name":"none","emptyDir":{}},{"name":"map","configMap":{"name":"m","defaultMode":420}},
                {"name":"host","hostPath":{"path":"/x","type":""}},{"name":"all","projected":{"sources":[
                {"serviceAccountToken":{"expirationSeconds":3600,"path":"token"}}],"defaultMode":420}}],
                "containers":[{"name":"web","image":"registry:5000/web","ports":[{"containerPort":80,"protocol":"TCP"}],
                "env":[{"name":"A","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"}}}],
                "resources":{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"500m","memory":"1Gi"}},
                "readinessProbe":{"httpGet":{"path":"/","port":80,"scheme":"HTTP"},"timeoutSeconds":1,
                "periodSeconds":10,"successThreshold":1,"failureThreshold":3},
                "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
                "imagePullPolicy":"Always"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,
                "dnsPolicy":"ClusterFirst","serviceAccountName":"sa","serviceAccount":"sa","securityContext":{},
                "schedulerName":"default-scheduler","enableServiceLinks":true}
                """),
            Json(pod)["spec"]);
        Assert.Same(pod, Strategy.Default(pod)); // Nothing is left to default, so nothing is copied.
    }

    [Theory]
    [InlineData("web", "Always")]
    [InlineData("web:latest", "Always")]
    [InlineData("web:1", "IfNotPresent")]
    [InlineData("host:5000/web", "Always")]
    [InlineData("host:5000/web:1", "IfNotPresent")]
    [InlineData("web@sha256:0123", "IfNotPresent")]
    [InlineData("web:latest@sha256:0123", "Always")]
    [InlineData("", "IfNotPresent")]
    [InlineData("Web", "IfNotPresent")]
    [InlineData("HOST/web", "Always")]
    public void ThePullPolicyFollowsTheTag(string image, string policy) =>
        Assert.Equal(policy, ImageNames.PullPolicyFor(image));

    [Fact]
    public void CreateStartsPendingWhateverTheClientSays()
    {
        var pod = (Pod)Strategy.PrepareForCreate(
            Default(Plain) with { Status = new PodStatus { Phase = "Running", PodIP = "1.2.3.4" } });
        Assert.Equal(("Pending", "BestEffort", ""), (pod.Status.Phase, pod.Status.QosClass, pod.Status.PodIP));
        Assert.Equal(1, pod.Metadata.Generation);
    }

    [Fact]
    public void StatusAndSpecAreIsolated()
    {
        Pod old = Default(Plain) with { Status = new PodStatus { Phase = "Running" } };
        old = old with { Metadata = old.Metadata with { Generation = 1 } };
        Pod changed = old with
        {
            Status = new PodStatus { Phase = "Failed" },
            Spec = old.Spec with { Containers = [old.Spec.Containers[0] with { Image = "web:2" }] },
        };
        var updated = (Pod)Strategy.PrepareForUpdate(changed, old);
        Assert.Equal(("Running", "web:2", 2L),
            (updated.Status.Phase, updated.Spec.Containers[0].Image, updated.Metadata.Generation));
        var reported = (Pod)Strategy.PrepareForStatusUpdate(changed, old);
        Assert.Equal(("Failed", "web", 1L),
            (reported.Status.Phase, reported.Spec.Containers[0].Image, reported.Metadata.Generation));
    }

    [Theory]
    [InlineData("{name: web, namespace: shop}", "{containers: []}", "spec.containers: Required value")]
    [InlineData(
        "{namespace: shop}",
        "{containers: [{name: web, image: web}]}",
        "metadata.name: Required value: name or generateName is required")]
    [InlineData(
        "{name: web, namespace: shop}",
        "{containers: [{image: web}]}",
        "spec.containers[0].name: Required value")]
    [InlineData(
        "{name: web, namespace: shop}",
        "{containers: [{name: web}]}",
        "spec.containers[0].image: Required value")]
    [InlineData(
        "{name: web, namespace: shop}",
        "{containers: [{name: a, image: x}, {name: a, image: x}]}",
        "spec.containers[1].name: Duplicate value: \"a\"")]
    [InlineData(
        "{name: web, namespace: shop}",
        "{containers: [{name: a, image: x, imagePullPolicy: Maybe}]}",
        "spec.containers[0].imagePullPolicy: Unsupported value: \"Maybe\": supported values: \"Always\", "
        + "\"IfNotPresent\", \"Never\"")]
    [InlineData(
        "{name: web, namespace: shop}",
        "{containers: [{name: a, image: x, ports: [{containerPort: 70000}]}]}",
        "spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive")]
    [InlineData(
        "{name: web, namespace: shop}",
        "{containers: [{name: a, image: x, volumeMounts: [{name: v, mountPath: /v}]}]}",
        "spec.containers[0].volumeMounts[0].name: Not found: \"v\"")]
    [InlineData(
        "{name: web, namespace: shop}",
        "{containers: [{name: a, image: x, livenessProbe: {}}]}",
        "spec.containers[0].livenessProbe: Required value: must specify a handler type")]
    [InlineData(
        "{name: web, namespace: shop}",
        "{containers: [{name: a, image: x, resources: {limits: {cpu: 1}, requests: {cpu: 2}}}]}",
        "spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1")]
    [InlineData(
        "{name: web, namespace: shop}",
        "{restartPolicy: Sometimes, containers: [{name: a, image: x}]}",
        "spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", "
        + "\"OnFailure\", \"Never\"")]
    [InlineData(
        "{name: web, namespace: shop}",
        "{containers: [{name: a, image: x}], volumes: [{name: v, emptyDir: {}, hostPath: {path: /x}}]}",
        "spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type")]
    [InlineData(
        "{name: web, namespace: shop}",
        "{securityContext: {runAsUser: -1}, containers: [{name: a, image: x}]}",
        "spec.securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive")]
    [InlineData(
        "{name: web, namespace: shop}",
        "{affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}}}, "
        + "containers: [{name: a, image: x}]}",
        "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: "
        + "Required value: must have at least one node selector term")]
    [InlineData(
        "{name: web, namespace: shop}",
        "{topologySpreadConstraints: [{maxSkew: 0, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}], "
        + "containers: [{name: a, image: x}]}",
        "spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero")]
    public void EveryMistakeHasItsText(string metadata, string spec, string expected)
    {
        Pod pod = Default($"metadata: {metadata}\nspec: {spec}");
        var errors = new FieldErrors();
        Strategy.Validate(pod, errors);
        Assert.Equal(expected, errors.ToMessage());
    }

    [Fact]
    public void NamesHaveUpstreamsSentence()
    {
        var errors = new FieldErrors();
        Pod pod = Default("metadata: {name: Web_1, namespace: shop}\nspec: {containers: [{image: x}]}");
        Strategy.Validate(pod, errors);
        Assert.Equal(
            "Pod \"Web_1\" is invalid: [metadata.name: Invalid value: \"Web_1\": a lowercase RFC 1123 subdomain must "
            + "consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric "
            + "character (e.g. 'example.com', regex used for validation is "
            + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'), "
            + "spec.containers[0].name: Required value]",
            errors.ToStatus("", "Pod", "Web_1").Message);
        Assert.Equal(["FieldValueInvalid", "FieldValueRequired"], errors.Errors.Select(static error => error.Reason));
    }

    [Fact]
    public void OnlyAFewFieldsOfAPodCanChange()
    {
        Pod old = Default(Plain);
        Assert.False(Update(old with { Spec = old.Spec with { ActiveDeadlineSeconds = 10 } }, old).Any);
        Toleration any = new() { Operator = "Exists" };
        Assert.False(Update(old with { Spec = old.Spec with { Tolerations = [any] } }, old).Any);
        Assert.StartsWith("spec: Forbidden: pod updates may not change fields other than",
            Update(old with { Spec = old.Spec with { NodeName = "n" } }, old).ToMessage());
        Assert.Equal("spec.containers: Forbidden: pod updates may not add or remove containers",
            Update(old with { Spec = old.Spec with { Containers = [] } }, old).ToMessage());
    }

    [Theory]
    [InlineData(
        "{phase: Running, containerStatuses: [{name: web, ready: true, state: {running: {}}}]}",
        "1/1",
        "Running",
        "0")]
    [InlineData("{phase: Pending}", "0/1", "Pending", "0")]
    [InlineData(
        "{phase: Running, containerStatuses: [{name: web, restartCount: 2, state: {waiting: {reason: "
        + "CrashLoopBackOff}}, lastState: {terminated: {exitCode: 1, finishedAt: "
        + "'2026-11-23T11:59:55Z'}}}]}",
        "0/1",
        "CrashLoopBackOff",
        "2 (5s ago)")]
    [InlineData(
        "{phase: Succeeded, containerStatuses: [{name: web, state: {terminated: {exitCode: 0, reason: "
        + "Completed}}}]}",
        "0/1",
        "Completed",
        "0")]
    [InlineData(
        "{phase: Failed, containerStatuses: [{name: web, state: {terminated: {exitCode: 3}}}]}",
        "0/1",
        "ExitCode:3",
        "0")]
    [InlineData("{phase: Failed, reason: Evicted}", "0/1", "Evicted", "0")]
    [InlineData(
        "{phase: Pending, initContainerStatuses: [{name: i, state: {waiting: {reason: PodInitializing}}}]}",
        "0/1",
        "Init:0/0",
        "0")]
    [InlineData(
        "{phase: Pending, initContainerStatuses: [{name: i, state: {terminated: {exitCode: 1, reason: Error}}}]}",
        "0/1",
        "Init:Error",
        "0")]
    public void OneLineTellsTheState(string status, string ready, string reason, string restarts)
    {
        PodSummary summary = PodSummary.Of(Default(Plain + "\nstatus: " + status));
        Assert.Equal((ready, reason, restarts), (summary.ReadyText, summary.Reason, summary.RestartsText(Now)));
    }

    [Fact]
    public void EveryColumnHasACell()
    {
        Pod pod = Default(Plain);
        Assert.Equal(
            ["Name", "Ready", "Status", "Restarts", "Age", "IP", "Node", "Nominated Node", "Readiness Gates"],
            Strategy.Columns.Select(static column => column.Name));
        Assert.Equal(
            ["web", "0/1", "", "0", "<unknown>", "<none>", "<none>", "<none>", "<none>"],
            Strategy.Columns.Select(column => column.Cell(pod, Now).Text));
    }

    private static FieldErrors Update(Pod pod, Pod old)
    {
        var errors = new FieldErrors();
        Strategy.ValidateUpdate(pod, old, errors);
        return errors;
    }

    private static Pod Default(string yaml) =>
        (Pod)Strategy.Default((Pod)Definition.Codec.ReadJson(TreeJson.Write(YamlReader.Parse(yaml))));

    private static TreeObject Json(Pod pod) => (TreeObject)TreeJson.Parse(ApiJson.ToBytes(pod));
}
