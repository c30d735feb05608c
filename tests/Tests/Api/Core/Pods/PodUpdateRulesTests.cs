using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Api.Core.Pods;

/// <summary>E040, E041, E044: how a Pod may change, by PUT, by its status and by its narrow subresources.</summary>
public sealed class PodUpdateRulesTests
{
    private const string Fields =
        "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,"
        + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing "
        + "tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n";

    [Theory]
    [InlineData("containers: [{name: c, image: i:1}]", "containers: [{name: c, image: i:2}]", "")]
    [InlineData("", "activeDeadlineSeconds: 5", "")]
    [InlineData("", "tolerations: [{operator: Exists}]", "")]
    [InlineData("", "nodeName: n1", Fields + "+ nodeName: \"n1\"\n")]
    [InlineData("", "containers: [{name: c, image: i, command: [a]}]", Fields + "+ containers[0].command: [\"a\"]\n")]
    [InlineData("", "containers: [{name: c, image: i}, {name: d, image: i}]",
        "spec.containers: Forbidden: pod updates may not add or remove containers")]
    [InlineData("activeDeadlineSeconds: 5", "activeDeadlineSeconds: 6",
        "spec.activeDeadlineSeconds: Invalid value: 6: must be less than or equal to previous value")]
    [InlineData("activeDeadlineSeconds: 5", "",
        "spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value")]
    [InlineData("tolerations: [{key: k}]", "tolerations: [{key: l}]",
        "spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds")]
    [InlineData("tolerations: [{key: k, effect: NoExecute, tolerationSeconds: 1}]",
        "tolerations: [{key: k, effect: NoExecute, tolerationSeconds: 2}]", "")]
    [InlineData("terminationGracePeriodSeconds: -1", "terminationGracePeriodSeconds: 1", "")]
    [InlineData("schedulingGates: [{name: a}]", "", "")]
    [InlineData("schedulingGates: [{name: a}]", "schedulingGates: [{name: b}]",
        "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'b'")]
    [InlineData("schedulingGates: [{name: a}], nodeSelector: {a: b}",
        "schedulingGates: [{name: a}], nodeSelector: {a: b, c: d}", "")]
    [InlineData("schedulingGates: [{name: a}], nodeSelector: {a: b}",
        "schedulingGates: [{name: a}], nodeSelector: {c: d}",
        "spec.nodeSelector: Invalid value: {\"c\":\"d\"}: only additions to spec.nodeSelector are allowed (no "
            + "mutations or "
        + "deletions)")]
    public void AnUpdateMayChangeLittle(string old, string changed, string expected)
    {
        Pod before = PodRow.Pod(old);
        Pod after = Rows.Read<Pod>(PodRow.Yaml(changed)) with { Metadata = before.Metadata };
        Assert.Equal(expected, Rows.Update(after, before));
    }

    [Fact]
    public void WhileItIsGatedAPodMayBeSteeredToFewerNodes()
    {
        const string Gated = "schedulingGates: [{name: a}]";
        const string Terms = "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
            + "{nodeSelectorTerms: [{matchExpressions: [";
        Pod old = PodRow.Pod($"{Gated}, {Terms}{{key: a, operator: Exists}}]}}]}}}}}}");
        Pod narrower = PodRow.Pod($"{Gated}, {Terms}{{key: a, operator: Exists}}, {{key: b, operator: "
            + $"Exists}}]}}]}}}}}}");
        Pod other = PodRow.Pod($"{Gated}, {Terms}{{key: b, operator: Exists}}]}}]}}}}}}");
        Assert.Equal("", Rows.Update(narrower, old));
        Assert.Equal("spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]: "
            + "Invalid value: {\"matchExpressions\":[{\"key\":\"b\",\"operator\":\"Exists\"}]}: only additions are "
            + "allowed (no mutations or deletions)", Rows.Update(other, old));
        Assert.Equal("", Rows.Update(old with { Spec = narrower.Spec with { Affinity = old.Spec.Affinity } }, old));
    }

    [Fact]
    public void KeysOfThePodsOwnLabelsBecomePlainExpressions()
    {
        Pod pod = PodRow.Pod(
            "topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule, "
                + "matchLabelKeys: "
            + "[hash, missing], labelSelector: {matchLabels: {app: x}}}]", "labels: {hash: h1}");
        var expression = Assert.Single(pod.Spec.TopologySpreadConstraints[0].LabelSelector!.MatchExpressions);
        Assert.Equal(("hash", "In", "h1"), (expression.Key, expression.Operator, Assert.Single(expression.Values)));
    }

    [Theory]
    [InlineData("{phase: Running, qosClass: Guaranteed}",
        "status.qosClass: Invalid value: \"Guaranteed\": field is immutable")]
    [InlineData("{observedGeneration: -1}",
        "status.observedGeneration: Invalid value: -1: must be a non-negative integer")]
    [InlineData("{podIPs: [{ip: x}]}",
        "status.podIPs[0]: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 "
        + "or 2001:db8::ffff)")]
    [InlineData("{podIPs: [{ip: 1.1.1.1}, {ip: 1.1.1.2}]}", "status.podIPs: Invalid value: [{\"ip\":\"1.1.1.1\"},"
        + "{\"ip\":\"1.1.1.2\"}]: may specify no more than one IP for each IP family")]
    [InlineData("{hostIP: 1.1.1.1, hostIPs: [{ip: 1.1.1.2}]}",
        "status.hostIPs[0].ip: Invalid value: \"1.1.1.2\": must be equal to `hostIP`")]
    [InlineData("{nominatedNodeName: n1}",
        "status.nominatedNodeName: Forbidden: may not be set on pods that are already bound to a node")]
    [InlineData("{resourceClaimStatuses: [{name: a}]}",
        "status.resourceClaimStatuses[0].name: Invalid value: \"a\": must "
        + "match the name of an entry in `spec.resourceClaims`")]
    [InlineData("{containerStatuses: [{name: c, state: {running: {}}}]}",
        "status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state")]
    [InlineData("{containerStatuses: [{name: c, state: {terminated: {exitCode: 0}}, user: {linux: {uid: -1, gid: "
        + "0}}}]}",
        "status.containerStatuses[0].user.linux.uid: Invalid value: -1: must be between 0 and 2147483647, inclusive")]
    [InlineData("{phase: Succeeded, podIPs: [{ip: 1.1.1.1}, {ip: '::1'}]}", "")]
    public void AReportMustBePossible(string status, string expected)
    {
        Pod old = PodRow.Pod("restartPolicy: OnFailure, nodeName: n1");
        old = old with
        {
            Status = old.Status with
            {
                ContainerStatuses = [new() { Name = "c", State = new() { Terminated = new() { ExitCode = 0 } } }],
            },
        };
        Pod changed = old with { Status = Rows.Read<Pod>(PodRow.Yaml("") + "\nstatus: " + status).Status };
        Assert.Equal(expected, Rows.Status(changed, old));
    }

    [Fact]
    public void E041_AReportKeepsWhatOldClientsDoNotKnow()
    {
        Pod old = PodRow.Pod("") with
        {
            Status = new()
            {
                QosClass = "BestEffort",
                ObservedGeneration = 3,
                Conditions = [new() { Type = "Ready", Status = "True", ObservedGeneration = 2 }],
            },
        };
        Pod changed = old with { Status = new() { Conditions = [new() { Type = "Ready", Status = "False" }] } };
        var prepared = (Pod)Kubesharp.Api.StrategyRegistry.For(Kubesharp.Api.ResourceRegistry.Of<Pod>())
            .PrepareForStatusUpdate(changed, old);
        Assert.Equal(("BestEffort", 3L, 2L, "False"), (prepared.Status.QosClass, prepared.Status.ObservedGeneration,
            prepared.Status.Conditions[0].ObservedGeneration, prepared.Status.Conditions[0].Status));
    }

    [Theory]
    [InlineData("{name: d, image: i, targetContainerName: c}", "")]
    [InlineData("{name: c, image: i}", "spec.ephemeralContainers[0].name: Duplicate value: \"c\"")]
    [InlineData("{name: d, image: i, targetContainerName: x}",
        "spec.ephemeralContainers[0].targetContainerName: Not found: \"x\"")]
    [InlineData("{name: d, image: i, ports: [{containerPort: 1}]}",
        "spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container")]
    [InlineData("{name: d, image: i, resources: {requests: {cpu: 1}}}",
        "spec.ephemeralContainers[0].resources: Forbidden: cannot be set for an Ephemeral Container")]
    [InlineData("{name: d, image: i, livenessProbe: {grpc: {port: 1}}}",
        "spec.ephemeralContainers[0].livenessProbe: Forbidden: cannot be set for an Ephemeral Container")]
    [InlineData("{name: d, image: i, volumeMounts: [{name: v, mountPath: /v, subPath: s}]}",
        "spec.ephemeralContainers[0]."
        + "volumeMounts[0].subPath: Forbidden: cannot be set for an Ephemeral Container")]
    public void E084_AnEphemeralContainerOnlyLooks(string container, string expected)
    {
        Pod old = PodRow.Pod("volumes: [{name: v}]");
        Pod changed = Rows.Read<Pod>(PodRow.Yaml($"hostname: ignored, volumes: [{{name: v}}], ephemeralContainers: "
            + $"[{container}]"));
        (Pod prepared, string errors) =
            Rows.Narrow("ephemeralcontainers", changed with { Metadata = old.Metadata }, old);
        Assert.Equal(expected, errors);
        Assert.Equal(("", 2L), (prepared.Spec.Hostname, prepared.Metadata.Generation));
    }

    [Fact]
    public void E084_EphemeralContainersStayAsTheyAre()
    {
        Pod plain = PodRow.Pod("");
        Pod old = plain with { Spec = plain.Spec with { EphemeralContainers = [new() { Name = "d", Image = "i" }] } };
        old = (Pod)Kubesharp.Api.StrategyRegistry.For(Kubesharp.Api.ResourceRegistry.Of<Pod>()).Default(old);
        Assert.Equal("spec.ephemeralContainers: Forbidden: existing ephemeral containers \"d\" may not be removed\n",
            Rows.Narrow("ephemeralcontainers", plain, old).Errors);
        Pod changed = old with
        {
            Spec = old.Spec with { EphemeralContainers = [old.Spec.EphemeralContainers[0] with { Image = "j" }] },
        };
        Assert.Equal("spec.ephemeralContainers: Forbidden: existing ephemeral containers \"d\" may not be changed\n"
            + "- image: \"i\"\n+ image: \"j\"\n", Rows.Narrow("ephemeralcontainers", changed, old).Errors);
    }

    private const string Sized = "containers: [{name: c, image: i, resources: {requests: {cpu: 1, memory: 1Gi}}}]";

    [Theory]
    [InlineData("containers: [{name: c, image: i, resources: {requests: {cpu: 2, memory: 1Gi}}}]", "")]
    [InlineData("containers: [{name: c, image: j, resources: {requests: {cpu: 2, memory: 1Gi}}}]", "")]
    [InlineData("containers: [{name: c, image: i, resources: {requests: {cpu: 2}}}]",
        "spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed")]
    [InlineData("containers: [{name: c, image: i, resources: {requests: {cpu: 1, memory: 1Gi, ephemeral-storage: "
        + "1Gi}}}]",
        "spec: Forbidden: only cpu and memory resources are mutable")]
    [InlineData("containers: [{name: c, image: i, resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, "
        + "memory: "
        + "1Gi}}}]", "spec: Invalid value: \"Burstable\": Pod QOS Class may not change as a result of resizing")]
    [InlineData("containers: [{name: c, image: i}, {name: d, image: i, resources: {requests: {cpu: 1}}}]",
        "spec.containers: Forbidden: containers may not be added or removed on resize")]
    [InlineData("containers: [{name: d, image: i, resources: {requests: {cpu: 1, memory: 1Gi}}}]",
        "spec.containers[0].name: Forbidden: containers may not be renamed or reordered on resize")]
    public void E084_AResizeIsAboutCpuAndMemory(string changed, string expected)
    {
        Pod old = PodRow.Pod(Sized);
        Pod wanted = Rows.Read<Pod>(PodRow.Yaml(changed)) with { Metadata = old.Metadata };
        (Pod prepared, string errors) = Rows.Narrow("resize", wanted, old);
        Assert.Equal(expected, errors);
        if (expected.Length == 0)
            Assert.Equal(("i", 2L), (prepared.Spec.Containers[0].Image, prepared.Metadata.Generation));
    }

    [Fact]
    public void E084_AResizeNeedsAKubeletThatCan()
    {
        Pod old = PodRow.Pod(Sized);
        old = old with
        {
            Status = old.Status with
            {
                ContainerStatuses = [new() { Name = "c", State = new() { Running = new() } }],
            },
        };
        Pod wanted = Rows.Read<Pod>(PodRow.Yaml(Sized.Replace("cpu: 1", "cpu: 2"))) with { Metadata = old.Metadata };
        Assert.Equal("spec: Forbidden: Pod running on node without support for resize",
            Rows.Narrow("resize", wanted, old).Errors);
    }
}
