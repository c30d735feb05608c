using System.Threading.Channels;
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
    TimeProvider time, Func<int> port, Func<Eviction.NodePressure> pressure, Func<bool> shutsDown,
    Func<IReadOnlyList<string>> volumesInUse)
{
    private const string LeaseNamespace = "kube-node-lease";
    private static readonly TimeSpan AnnouncePause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(1);
    // A new node is not ready until it has its Pod network, which is a matter of milliseconds.
    private static readonly TimeSpan RetryFirst = TimeSpan.FromMilliseconds(50);

    // A quarter, as upstream: three renewals may fail before anybody notices.
    private TimeSpan LeasePeriod => TimeSpan.FromSeconds(options.LeaseSeconds / 4.0);

    private readonly TaskCompletionSource registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile Node? current;
    private volatile TaskCompletionSource reported = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? reportedAt;

    /// <summary>The Node as the API server last answered with it.</summary>
    public Node? Current => current;

    /// <summary>Completes when the Node object exists with a first status.</summary>
    public Task Registered => registered.Task;

    /// <summary>Looks at the Node's status now, not only when it is time.</summary>
    public void ReportSoon() => wake.Writer.TryWrite(true);

    /// <summary>Returns when the Node's status says that the volume is in use.</summary>
    public async Task AnnounceAsync(string volume, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next = reported.Task;
            if (IsAnnounced(volume))
                return;
            ReportSoon();
            await next.WaitAsync(cancellationToken);
            // A server that is away answers at once.
            if (!IsAnnounced(volume))
                await Task.Delay(AnnouncePause, time, cancellationToken);
        }
    }

    private bool IsAnnounced(string volume) => current?.Status.VolumesInUse.Contains(volume) == true;

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Loop.Run("kubelet/node-status", time, KeepNodeAsync, cancellationToken),
        Loop.Run("kubelet/node-lease", time, KeepLeaseAsync, cancellationToken));

    private async Task KeepNodeAsync(CancellationToken cancellationToken)
    {
        TimeSpan retry = RetryFirst;
        while (true)
        {
            bool succeeded = await ReportAsync(cancellationToken);
            bool ready = succeeded && current?.Status.Conditions.Any(
                static condition =>
                    condition is { Type: NodeConditionType.Ready, Status: ConditionStatus.True }) == true;
            if (succeeded && registered.TrySetResult())
                events.Normal(current!, "Starting", "Starting kubelet.");
            TaskCompletionSource done = reported;
            reported = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            done.TrySetResult();
            await WaitAsync(ready ? options.StatusPeriod : retry, cancellationToken);
            retry = ready ? RetryFirst : retry * 2 < RetryPeriod ? retry * 2 : RetryPeriod;
        }
    }

    private async Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timer = new(pause, time);
        using CancellationTokenSource linked =
            CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await wake.Reader.ReadAsync(linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It is time.
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
            time.GetUtcNow()) with { VolumesInUse = volumesInUse() };
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
        if (complete)
            return node;
        Dictionary<string, string> labels = new(node.Metadata.Labels, StringComparer.Ordinal);
        foreach ((string key, string value) in wanted.Metadata.Labels)
            labels[key] = value;
        Node changed = node with { Metadata = node.Metadata with { Labels = labels } };
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
