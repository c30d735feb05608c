using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Api.Core.Pods;

/// <summary>E034 for Pods: what clients are told of though it is taken. One row, one warning.</summary>
public sealed class PodWarningsTests
{
    [Theory]
    [InlineData("nodeSelector: {beta.kubernetes.io/os: linux}",
        "spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\" instead")]
    [InlineData("topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule}]",
        "spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod")]
    [InlineData("affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: t}]}}",
        "spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: a null "
            + "labelSelector "
        + "results in matching no pod")]
    [InlineData("volumes: [{name: v, rbd: {monitors: [m], image: i}}]",
        "spec.volumes[0].rbd: deprecated in v1.28, non-functional in v1.31+")]
    [InlineData("hostAliases: [{ip: 1.1.1.1}, {ip: 1.1.1.1}]", "spec.hostAliases[1].ip: duplicate ip \"1.1.1.1\"")]
    [InlineData("imagePullSecrets: [{name: ''}]", "spec.imagePullSecrets[0].name: invalid empty name \"\"")]
    [InlineData("imagePullSecrets: [{name: a}, {name: a}]", "spec.imagePullSecrets[1].name: duplicate name \"a\"")]
    [InlineData("containers: [{name: c, image: i, resources: {requests: {memory: 1500m}}}]", "spec.containers[0]."
        + "resources.requests[memory]: fractional byte value \"1500m\" is invalid, must be an integer")]
    [InlineData("containers: [{name: c, image: i, env: [{name: A, value: x}, {name: A, value: z}]}]",
        "spec.containers[0].env[1]: hides previous definition of \"A\", which may be dropped when using apply")]
    [InlineData("containers: [{name: c, image: i, env: [{name: A, value: x}, {name: A, value: '$(A)y'}]}]", "")]
    [InlineData("containers: [{name: c, image: i, ports: [{containerPort: 80}, {containerPort: 80}]}]",
        "spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]")]
    [InlineData("terminationGracePeriodSeconds: -1",
        "spec.terminationGracePeriodSeconds: must be >= 0; negative values "
        + "are invalid and will be treated as 1")]
    public void SomethingIsHardlyMeant(string spec, string expected)
    {
        Pod pod = PodRow.Pod(spec);
        Assert.Equal(expected, string.Join('\n', StrategyRegistry.For(ResourceRegistry.Of<Pod>()).Warnings(pod)));
    }

    [Fact]
    public void ATemplateWarnsWhereItStandsAndWhenItChanges()
    {
        Deployment deployment = Rows.Created<Deployment>("""
            metadata: {name: d, namespace: shop}
            spec:
              selector: {matchLabels: {a: b}}
              template:
                metadata: {labels: {a: b}}
                spec:
                  imagePullSecrets: [{name: ''}]
                  containers: [{name: c, image: i}]
            """);
        Strategy strategy = StrategyRegistry.For(ResourceRegistry.Of<Deployment>());
        const string Warning = "spec.template.spec.imagePullSecrets[0].name: invalid empty name \"\"";
        Assert.Equal([Warning], strategy.Warnings(deployment));
        Assert.Empty(strategy.UpdateWarnings(deployment, deployment));
        Deployment scaled = deployment with { Spec = deployment.Spec with { Replicas = 3 } };
        Assert.Equal(
            [Warning], strategy.UpdateWarnings(strategy.PrepareForUpdate(scaled, deployment), deployment));
    }
}
