using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Api.Apps;

/// <summary>E044: what workloads must satisfy, and what of them stays. One row, one rule.</summary>
public sealed class AppsRulesTests
{
    private const string Head = "metadata: {name: w, namespace: shop}\nspec: {";
    private const string Template = "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}";
    private const string Plain = "selector: {matchLabels: {a: b}}, " + Template;
    private const string Unmatched =
        "spec.template.metadata.labels: Invalid value: {\"a\":\"b\"}: `selector` does not match template `labels`";
    private const string Percent =
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', "
        + "regex used for validation is '[0-9]+%')";

    private static string Yaml(string spec) =>
        $"{Head}{(spec.Contains("template: {", StringComparison.Ordinal) ? spec : $"{spec}, {Plain}")}}}";

    [Theory]
    [InlineData("replicas: 0", "")]
    [InlineData("replicas: -1", "spec.replicas: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData(Template, "[spec.selector: Required value, " + Unmatched + "]")]
    [InlineData("selector: {}, " + Template, "spec.selector: Invalid value: {}: empty selector is invalid for "
        + "deployment")]
    [InlineData("selector: {matchLabels: {a: c}}, " + Template, Unmatched)]
    [InlineData("selector: {matchExpressions: [{key: a, operator: In}]}, " + Template,
        "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or "
            + "'NotIn'")]
    [InlineData("selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {restartPolicy: Never, "
        + "containers: [{name: c, image: i}]}}",
        "spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"")]
    [InlineData("selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: []}}",
        "spec.template.spec.containers: Required value")]
    [InlineData("selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {activeDeadlineSeconds: "
        + "5, "
        + "containers: [{name: c, image: i}]}}",
        "spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported")]
    [InlineData("strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}",
        "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'")]
    [InlineData("strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}",
        "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0")]
    [InlineData("strategy: {rollingUpdate: {maxSurge: -1}}",
        "spec.strategy.rollingUpdate.maxSurge: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("strategy: {rollingUpdate: {maxSurge: '5'}}",
        "spec.strategy.rollingUpdate.maxSurge: Invalid value: \"5\": " + Percent)]
    [InlineData("strategy: {rollingUpdate: {maxUnavailable: 101%}}",
        "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: \"101%\": must not be greater than 100%")]
    [InlineData("minReadySeconds: -1", "spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("revisionHistoryLimit: -1",
        "spec.revisionHistoryLimit: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("minReadySeconds: 9, progressDeadlineSeconds: 9",
        "spec.progressDeadlineSeconds: Invalid value: 9: must be greater than minReadySeconds")]
    public void ADeploymentRollsAsItMay(string spec, string expected) =>
        Assert.Equal(expected, Rows.Create<Deployment>(Yaml(spec)));

    [Theory]
    [InlineData("replicas: 3", "")]
    [InlineData("replicas: -1", "spec.replicas: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("minReadySeconds: -1", "spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("selector: {}, " + Template, "spec.selector: Invalid value: {}: empty selector is invalid for "
        + "deployment")]
    [InlineData(Template, "[spec.selector: Required value, " + Unmatched + "]")]
    public void AReplicaSetKnowsItsPods(string spec, string expected) =>
        Assert.Equal(expected, Rows.Create<ReplicaSet>(Yaml(spec)));

    [Theory]
    [InlineData("minReadySeconds: 1", "")]
    [InlineData("selector: {}, " + Template, "spec.selector: Invalid value: {}: empty selector is invalid for "
        + "daemonset")]
    [InlineData(Template, Unmatched)]
    [InlineData("updateStrategy: {rollingUpdate: {maxSurge: 1}}",
        "spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero")]
    [InlineData("updateStrategy: {rollingUpdate: {maxUnavailable: 0}}",
        "spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0")]
    [InlineData("updateStrategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}", "")]
    [InlineData("updateStrategy: {type: OnDelete}", "")]
    [InlineData("selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {activeDeadlineSeconds: "
        + "5, "
        + "containers: [{name: c, image: i}]}}",
        "spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in DaemonSet is not Supported")]
    public void ADaemonSetIsOnEveryNode(string spec, string expected) =>
        Assert.Equal(expected, Rows.Create<DaemonSet>(Yaml(spec)));

    [Theory]
    [InlineData("serviceName: s", "")]
    [InlineData("podManagementPolicy: Both",
        "spec.podManagementPolicy: Invalid value: \"Both\": must be 'OrderedReady' or 'Parallel'")]
    [InlineData("updateStrategy: {type: OnDelete, rollingUpdate: {partition: 1}}",
        "spec.updateStrategy.rollingUpdate: Invalid value: {\"partition\":1}: only allowed for updateStrategy "
        + "'RollingUpdate'")]
    [InlineData("updateStrategy: {rollingUpdate: {partition: -1}}",
        "spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("updateStrategy: {rollingUpdate: {maxUnavailable: 0}}",
        "spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: 0: cannot be 0")]
    [InlineData("persistentVolumeClaimRetentionPolicy: {whenDeleted: Keep, whenScaled: Retain}",
        "spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: \"Keep\": supported values: "
        + "\"Retain\", \"Delete\"")]
    [InlineData("ordinals: {start: -1}", "spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("selector: {}, " + Template, "spec.selector: Invalid value: {}: empty selector is invalid for "
        + "statefulset")]
    [InlineData("serviceName: s, selector: {matchLabels: {a: b}}, volumeClaimTemplates: [{metadata: {name: data}, "
        + "spec: "
        + "{accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}], template: {metadata: {labels: {a: "
        + "b}}, "
        + "spec: {containers: [{name: c, image: i, volumeMounts: [{name: data, mountPath: /d}]}]}}", "")]
    public void AStatefulSetIsOrderly(string spec, string expected) =>
        Assert.Equal(expected, Rows.Create<StatefulSet>(Yaml(spec)));

    [Theory]
    [InlineData("", "")]
    [InlineData("replicas: 4, minReadySeconds: 2, revisionHistoryLimit: 3, ordinals: {start: 2}, updateStrategy: "
        + "{type: OnDelete}, persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete, whenScaled: Delete}", "")]
    [InlineData("serviceName: other",
        "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
        + "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are "
        + "forbidden")]
    public void AStatefulSetKeepsItsName(string more, string expected)
    {
        StatefulSet old = Rows.Created<StatefulSet>(Yaml("replicas: 1"));
        StatefulSet changed = Rows.Read<StatefulSet>(Yaml(more.Length == 0 ? "replicas: 2" : more));
        Assert.Equal(expected, Rows.Update(changed with { Metadata = old.Metadata }, old));
    }

    [Fact]
    public void SelectorsStay()
    {
        const string Other = "selector: {matchLabels: {a: b, x: z}}, template: {metadata: {labels: {a: b, x: z}}, "
            + "spec: "
            + "{containers: [{name: c, image: i}]}}";
        const string Expected =
            "spec.selector: Invalid value: {\"matchLabels\":{\"a\":\"b\",\"x\":\"z\"}}: field is immutable";
        Deployment deployment = Rows.Created<Deployment>(Yaml("replicas: 1"));
        Assert.Equal(Expected, Rows.Update(
            Rows.Read<Deployment>(Yaml(Other)) with { Metadata = deployment.Metadata }, deployment));
        ReplicaSet set = Rows.Created<ReplicaSet>(Yaml("replicas: 1"));
        Assert.Equal(Expected, Rows.Update(Rows.Read<ReplicaSet>(Yaml(Other)) with { Metadata = set.Metadata }, set));
        DaemonSet daemon = Rows.Created<DaemonSet>(Yaml("minReadySeconds: 1"));
        Assert.Equal(
            Expected, Rows.Update(Rows.Read<DaemonSet>(Yaml(Other)) with { Metadata = daemon.Metadata }, daemon));
    }

    [Theory]
    [InlineData("replicas: 2, readyReplicas: 2, availableReplicas: 1", "")]
    [InlineData("replicas: 1, readyReplicas: 2",
        "status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas")]
    [InlineData("replicas: 3, readyReplicas: 1, availableReplicas: 2",
        "status.availableReplicas: Invalid value: 2: cannot be greater than readyReplicas")]
    [InlineData("observedGeneration: -1",
        "status.observedGeneration: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("collisionCount: 1", "status.collisionCount: Invalid value: 1: cannot be decremented")]
    public void ADeploymentsStatusAddsUp(string status, string expected)
    {
        Deployment old = Rows.Created<Deployment>(Yaml("replicas: 1"));
        if (status.StartsWith("collision", StringComparison.Ordinal))
            old = old with { Status = old.Status with { CollisionCount = 2 } };
        else
            old = old with { Status = old.Status with { CollisionCount = null } };
        Deployment changed = Rows.Read<Deployment>($"{Yaml("replicas: 1")}\nstatus: {{{status}}}");
        Assert.Equal(expected, Rows.Status(old with { Status = changed.Status }, old));
    }

    [Theory]
    [InlineData("revision: 1", "data: Required value: data is mandatory")]
    [InlineData("revision: -1, data: {a: 1}", "revision: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("revision: 1, data: {a: 1}", "")]
    public void ARevisionHoldsSomething(string body, string expected) =>
        Assert.Equal(expected, Rows.Create<ControllerRevision>($"{{metadata: {{name: r, namespace: shop}}, {body}}}"));

    [Fact]
    public void ThePastDoesNotChange()
    {
        ControllerRevision old =
            Rows.Created<ControllerRevision>("{metadata: {name: r, namespace: shop}, revision: 1, data: {a: 1}}");
        ControllerRevision changed =
            Rows.Read<ControllerRevision>("{metadata: {name: r, namespace: shop}, revision: 2, data: {a: 2}}");
        Assert.Equal("data: Invalid value: {\"a\":2}: field is immutable",
            Rows.Update(changed with { Metadata = old.Metadata }, old));
    }

    [Theory]
    [InlineData("replicas: 1", "")]
    [InlineData("replicas: -1, " + Template, "spec.replicas: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("selector: {a: c}, " + Template, Unmatched)]
    public void AReplicationControllerKnowsItsPods(string spec, string expected)
    {
        string all = spec.Contains("template", StringComparison.Ordinal) ? spec : $"{spec}, {Template}";
        Assert.Equal(expected, Rows.Create<ReplicationController>($"{Head}{all}}}"));
    }

    [Fact]
    public void AReplicationControllerNeedsATemplate() => Assert.Equal(
        "[spec.selector: Required value, spec.template: Required value]",
        Rows.Create<ReplicationController>($"{Head}replicas: 1}}"));

    [Fact]
    public void APodTemplateIsHeldToAPodsRules() => Assert.Equal(
        "template.spec.containers[0].name: Required value",
        Rows.Create<PodTemplate>(
            "{metadata: {name: t, namespace: shop}, template: {spec: {containers: [{image: i}]}}}"));
}
