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

    public static StatefulSet StatefulSet(string name, int replicas, string image = "db:1") => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name, Namespace = "default" },
        Spec = StatefulSetSpec.Empty with
        {
            Replicas = replicas,
            ServiceName = name,
            Selector = LabelSelector.Empty with { MatchLabels = Labels(name) },
            Template = Template(name, image),
        },
    };

    public static DaemonSet DaemonSet(string name, string image = "logs:1") => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name, Namespace = "default" },
        Spec = DaemonSetSpec.Empty with
        {
            Selector = LabelSelector.Empty with { MatchLabels = Labels(name) },
            Template = Template(name, image),
        },
    };

    public static ReplicationController ReplicationController(string name, int replicas) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name, Namespace = "default" },
        Spec = ReplicationControllerSpec.Empty with
        {
            Replicas = replicas,
            Selector = Labels(name),
            Template = Template(name, "old:1"),
        },
    };

    public static Pod Pod(string name, IReadOnlyDictionary<string, string>? labels = null) => new()
    {
        Metadata = ObjectMeta.Empty with
        {
            Name = name, Namespace = "default", Labels = labels ?? ObjectMeta.Empty.Labels,
        },
        Spec = Template(name, "one:1").Spec,
    };

    public static PodTemplateSpec Template(string name, string image) => PodTemplateSpec.Empty with
    {
        Metadata = ObjectMeta.Empty with { Labels = Labels(name) },
        Spec = PodSpec.Empty with { Containers = [Container.Empty with { Name = "main", Image = image }] },
    };

    /// <summary>Completes with the Deployment once all its Pods are of the present template and available.</summary>
    public static Task<Deployment> AvailableAsync(
        this InProcessCluster cluster, string name, CancellationToken cancellationToken) =>
        cluster.UntilAsync<Deployment>(name, IsAvailable, cancellationToken);

    /// <summary>Completes with the object of that name in default once it is as wanted.</summary>
    public static Task<T> UntilAsync<T>(
        this InProcessCluster cluster, string name, Predicate<T> wanted, CancellationToken cancellationToken)
        where T : ApiObject => cluster.UntilAsync("default", name, wanted, cancellationToken);

    public static async Task<T> UntilAsync<T>(
        this InProcessCluster cluster, string namespaceName, string name, Predicate<T> wanted,
        CancellationToken cancellationToken)
        where T : ApiObject
    {
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Informer<T> informer = cluster.Watching<T>(done.Token);
        while (true)
        {
            Task next = informer.NextChange;
            if (informer.Get(new(namespaceName, name)) is { } value && wanted(value))
            {
                await done.CancelAsync();
                return value;
            }
            await next.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Completes when there is no object of that name.</summary>
    public static async Task UntilGoneAsync<T>(
        this InProcessCluster cluster, string namespaceName, string name, CancellationToken cancellationToken)
        where T : ApiObject
    {
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Informer<T> informer = cluster.Watching<T>(done.Token);
        await informer.Synced.WaitAsync(cancellationToken);
        while (true)
        {
            Task next = informer.NextChange;
            if (informer.Get(new(namespaceName, name)) is null)
                break;
            await next.WaitAsync(cancellationToken);
        }
        await done.CancelAsync();
    }

    /// <summary>Completes with the first object, of any name, that is as wanted.</summary>
    public static async Task<T> UntilAnyAsync<T>(
        this InProcessCluster cluster, Predicate<T> wanted, CancellationToken cancellationToken)
        where T : ApiObject
    {
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Informer<T> informer = cluster.Watching<T>(done.Token);
        while (true)
        {
            Task next = informer.NextChange;
            foreach (T value in informer.List())
            {
                if (!wanted(value))
                    continue;
                await done.CancelAsync();
                return value;
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

    public static Dictionary<string, string> Labels(string name) => new() { ["app"] = name };
}
