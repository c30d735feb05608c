using Kubesharp.Api;
using Kubesharp.Api.Coordination;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Kubelet.Cri;

namespace Kubesharp.Kubelet.Registration;

/// <summary>Keeps the Node object and its Lease: that this node exists, what it has, and that it lives.</summary>
/// <remarks>Two loops, one for the Node and one for the Lease; <c>Current</c> is swapped whole.</remarks>
internal sealed class NodeRegistration(
    KubeletOptions options, Machine machine, ApiClient client, IContainerRuntime runtime, NodeEvents events,
    TimeProvider time, Func<int> port, Func<Eviction.NodePressure> pressure, Func<bool> shutsDown)
{
    private const string LeaseNamespace = "kube-node-lease";
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(1);

    // A quarter, as upstream: three renewals may fail before anybody notices.
    private TimeSpan LeasePeriod => TimeSpan.FromSeconds(options.LeaseSeconds / 4.0);

    private readonly TaskCompletionSource registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource wanted = Loop.NewSignal();
    private volatile Node? current;
    private long? reportedAt;

    /// <summary>The Node as the API server last answered with it.</summary>
    public Node? Current => current;

    /// <summary>Completes when the Node object exists with a first status.</summary>
    public Task Registered => registered.Task;

    /// <summary>Something has changed that the Node must say now.</summary>
    public void Wake() => Volatile.Read(ref wanted).TrySetResult();

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Loop.Run("kubelet/node-status", time, KeepNodeAsync, cancellationToken),
        Loop.Run("kubelet/node-lease", time, KeepLeaseAsync, cancellationToken));

    private async Task KeepNodeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            bool succeeded = await ReportAsync(cancellationToken);
            bool ready = succeeded && current?.Status.Conditions.Any(
                static condition =>
                    condition is { Type: NodeConditionType.Ready, Status: ConditionStatus.True }) == true;
            if (succeeded && registered.TrySetResult())
                events.Normal(current!, "Starting", "Starting kubelet.");
            try
            {
                await Volatile.Read(ref wanted).Task.WaitAsync(
                    ready ? options.StatusPeriod : RetryPeriod, time, cancellationToken);
                Volatile.Write(ref wanted, Loop.NewSignal());
            }
            catch (TimeoutException)
            {
                // Nobody was in a hurry.
            }
        }
    }

    private async Task<bool> ReportAsync(CancellationToken cancellationToken)
    {
        ApiResult<Node> found = await client.GetAsync<Node>(new("", options.NodeName), cancellationToken);
        if (found.Error is { IsNotFound: true })
            found = await client.CreateAsync(NodeStatusBuilder.Create(options), cancellationToken);
        if (found.Value is not { } node)
            return false;
        node = await LabelAsync(node, cancellationToken);

        string notReady = shutsDown() ? Shutdown.NodeShutdown.NotReady : await WhyNotReadyAsync(cancellationToken);
        NodeStatus status = NodeStatusBuilder.Status(
            node, options, machine, port(), await ImagesAsync(cancellationToken), notReady, pressure(),
            time.GetUtcNow());
        bool isDue = reportedAt is not { } at || time.GetElapsedTime(at) >= options.StatusReportPeriod;
        if (!isDue && !NodeStatusBuilder.Differ(status, node.Status))
        {
            current = node;
            return true;
        }
        ApiResult<Node> written = await client.UpdateStatusAsync(node with { Status = status }, cancellationToken);
        if (written.Value is not { } answered)
            return false;
        if (notReady.Length == 0 && !IsReady(node) && reportedAt is not null)
            events.Normal(answered, "NodeReady", $"Node {options.NodeName} status is now: NodeReady");
        reportedAt = time.GetTimestamp();
        current = answered;
        return true;
    }

    private static bool IsReady(Node node) => node.Status.Conditions.Any(
        static condition => condition is { Type: NodeConditionType.Ready, Status: ConditionStatus.True });

    // A Node that was there before, perhaps under an older version, gets the labels that it misses.
    private async Task<Node> LabelAsync(Node node, CancellationToken cancellationToken)
    {
        Node wanted = NodeStatusBuilder.Create(options);
        bool complete = wanted.Metadata.Labels.All(
            pair => node.Metadata.Labels.GetValueOrDefault(pair.Key) == pair.Value);
        bool hasNetwork = node.Spec.PodCIDR.Length > 0;
        if (complete && hasNetwork)
            return node;
        Dictionary<string, string> labels = new(node.Metadata.Labels, StringComparer.Ordinal);
        foreach ((string key, string value) in wanted.Metadata.Labels)
            labels[key] = value;
        Node changed = node with
        {
            Metadata = node.Metadata with { Labels = labels },
            Spec = hasNetwork ? node.Spec : node.Spec with { PodCIDR = options.PodCidr, PodCIDRs = [options.PodCidr] },
        };
        ApiResult<Node> written = await client.UpdateAsync(changed, cancellationToken);
        return written.Value ?? node;
    }

    private async Task<string> WhyNotReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            RuntimeStatus status = await runtime.StatusAsync(cancellationToken);
            foreach (RuntimeCondition condition in status.Conditions.Where(static condition => !condition.Status))
            {
                string about = condition.Type == "NetworkReady" ? "container runtime network not ready"
                    : "container runtime not ready";
                return $"{about}: {condition.Type}=false reason:{condition.Reason} message:{condition.Message}";
            }
            return "";
        }
        catch (RuntimeException exception)
        {
            return $"container runtime is down: {exception.Message}";
        }
    }

    private async Task<IReadOnlyList<ContainerImage>> ImagesAsync(CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<Image> images = await runtime.ListImagesAsync(cancellationToken);
            return
            [
                .. images.OrderByDescending(static image => image.Size)
                    .ThenBy(static image => image.Id, StringComparer.Ordinal)
                    .Take(options.Images.ReportedMax < 0 ? int.MaxValue : options.Images.ReportedMax)
                    .Select(static image => new ContainerImage
                    {
                        Names = [.. image.RepoDigests.Order(StringComparer.Ordinal),
                            .. image.RepoTags.Order(StringComparer.Ordinal)],
                        SizeBytes = (long)image.Size,
                    }),
            ];
        }
        catch (RuntimeException)
        {
            return current?.Status.Images ?? [];
        }
    }

    private async Task KeepLeaseAsync(CancellationToken cancellationToken)
    {
        await registered.Task.WaitAsync(cancellationToken);
        Lease? lease = null;
        while (true)
        {
            lease = await RenewAsync(lease, cancellationToken);
            await Task.Delay(lease is null ? RetryPeriod : LeasePeriod, time, cancellationToken);
        }
    }

    private async Task<Lease?> RenewAsync(Lease? lease, CancellationToken cancellationToken)
    {
        ObjectKey key = new(LeaseNamespace, options.NodeName);
        if (lease is null)
        {
            ApiResult<Lease> found = await client.GetAsync<Lease>(key, cancellationToken);
            if (found.Error is { IsNotFound: false })
                return null;
            lease = found.Value;
        }
        LeaseSpec spec = new()
        {
            HolderIdentity = options.NodeName,
            LeaseDurationSeconds = options.LeaseSeconds,
            RenewTime = new MicroTime(time.GetUtcNow()),
        };
        ApiResult<Lease> written = lease is null
            ? await client.CreateAsync(NewLease(spec), cancellationToken)
            : await client.UpdateAsync(lease with { Spec = spec }, cancellationToken);
        return written.Value;
    }

    private Lease NewLease(LeaseSpec spec) => new()
    {
        Metadata = new()
        {
            Namespace = LeaseNamespace,
            Name = options.NodeName,
            OwnerReferences = current is { } node
                ? [new() { ApiVersion = "v1", Kind = "Node", Name = node.Metadata.Name, Uid = node.Metadata.Uid }]
                : [],
        },
        Spec = spec,
    };
}
