using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client.Informers;

namespace Kubesharp.Tests;

/// <summary>Objects that tests create, and how they wait for them.</summary>
internal static class Workloads
{
    public static Deployment Deployment(string name, int replicas, string image = "web:1") => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name, Namespace = "default" },
        Spec = DeploymentSpec.Empty with
        {
            Replicas = replicas,
            Selector = LabelSelector.Empty with { MatchLabels = Labels(name) },
            Template = PodTemplateSpec.Empty with
            {
                Metadata = ObjectMeta.Empty with { Labels = Labels(name) },
                Spec = PodSpec.Empty with
                {
                    Containers = [Container.Empty with { Name = "main", Image = image }],
                },
            },
        },
    };

    /// <summary>Completes with the Deployment once all its Pods are of the present template and available.</summary>
    public static async Task<Deployment> AvailableAsync(
        this InProcessCluster cluster, string name, CancellationToken cancellationToken)
    {
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Informer<Deployment> deployments = cluster.Watching<Deployment>(done.Token);
        while (true)
        {
            Task next = deployments.NextChange;
            if (deployments.Get(new("default", name)) is { } deployment && IsAvailable(deployment))
            {
                await done.CancelAsync();
                return deployment;
            }
            await next.WaitAsync(cancellationToken);
        }
    }

    /// <summary>An informer of the administrator that runs until the token ends.</summary>
    public static Informer<T> Watching<T>(this InProcessCluster cluster, CancellationToken cancellationToken)
        where T : ApiObject
    {
        Informer<T> informer = new(cluster.Client.Transport, TimeProvider.System, InformerOptions.All);
        _ = Loop.Run("test-informer", TimeProvider.System, informer.RunAsync, cancellationToken);
        return informer;
    }

    public static bool IsAvailable(Deployment deployment) =>
        deployment.Status.ObservedGeneration >= deployment.Metadata.Generation
        && deployment.Status.UpdatedReplicas == deployment.Spec.Replicas
        && deployment.Status.Replicas == deployment.Spec.Replicas
        && deployment.Status.AvailableReplicas == deployment.Spec.Replicas;

    private static Dictionary<string, string> Labels(string name) => new() { ["app"] = name };
}
