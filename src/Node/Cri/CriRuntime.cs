using System.Runtime.CompilerServices;
using Google.Protobuf.Collections;
using Grpc.Core;
using Grpc.Net.Client;

namespace Kubesharp.Kubelet.Cri;

/// <summary>The container runtime interface over a unix socket. Safe from any thread.</summary>
internal sealed class CriRuntime : IContainerRuntime, IDisposable
{
    public const string PodUidLabel = "io.kubernetes.pod.uid";

    // As upstream's runtime request timeout; pulls, stops and execs set their own.
    private static readonly TimeSpan CallTimeout = TimeSpan.FromMinutes(2);
    // A sandbox waits for its network plugin, which may wait for locks of its neighbours.
    private static readonly TimeSpan SandboxTimeout = TimeSpan.FromMinutes(4);

    private readonly TimeProvider time;
    private readonly GrpcChannel channel;
    private readonly RuntimeService.RuntimeServiceClient runtime;
    private readonly ImageService.ImageServiceClient images;
    private readonly Containerd.Events.EventsClient events;

    public CriRuntime(string socketPath, TimeProvider time)
    {
        this.time = time;
        channel = Plugins.UnixChannel.For(socketPath);
        runtime = new(channel);
        images = new(channel);
        events = new(channel);
    }

    public void Dispose() => channel.Dispose();

    public Task<VersionResponse> VersionAsync(CancellationToken cancellationToken) =>
        CallAsync(options => runtime.VersionAsync(new(), options), cancellationToken);

    public async Task<RuntimeStatus> StatusAsync(CancellationToken cancellationToken) =>
        (await CallAsync(options => runtime.StatusAsync(new(), options), cancellationToken)).Status ?? new();

    public async Task<string> RunPodSandboxAsync(
        PodSandboxConfig config, string handler, CancellationToken cancellationToken)
    {
        RunPodSandboxRequest request = new() { Config = config, RuntimeHandler = handler };
        return (await CallAsync(
            options => runtime.RunPodSandboxAsync(request, options), cancellationToken, SandboxTimeout)).PodSandboxId;
    }

    public Task StopPodSandboxAsync(string sandboxId, CancellationToken cancellationToken) =>
        CallAsync(
            options => runtime.StopPodSandboxAsync(new() { PodSandboxId = sandboxId }, options),
            cancellationToken, SandboxTimeout);

    public Task RemovePodSandboxAsync(string sandboxId, CancellationToken cancellationToken) =>
        CallAsync(
            options => runtime.RemovePodSandboxAsync(new() { PodSandboxId = sandboxId }, options),
            cancellationToken, SandboxTimeout);

    public Task<PodSandboxStatusResponse> PodSandboxStatusAsync(
        string sandboxId, bool verbose, CancellationToken cancellationToken) =>
        CallAsync(
            options => runtime.PodSandboxStatusAsync(new() { PodSandboxId = sandboxId, Verbose = verbose }, options),
            cancellationToken);

    public async Task<IReadOnlyList<PodSandbox>> ListPodSandboxesAsync(
        string podUid, CancellationToken cancellationToken)
    {
        ListPodSandboxRequest request = new() { Filter = new() };
        Select(request.Filter.LabelSelector, podUid);
        return (await CallAsync(options => runtime.ListPodSandboxAsync(request, options), cancellationToken)).Items;
    }

    public async Task<string> CreateContainerAsync(
        string sandboxId, ContainerConfig config, PodSandboxConfig sandboxConfig, CancellationToken cancellationToken)
    {
        CreateContainerRequest request = new()
        {
            PodSandboxId = sandboxId, Config = config, SandboxConfig = sandboxConfig,
        };
        return (await CallAsync(options => runtime.CreateContainerAsync(request, options), cancellationToken))
            .ContainerId;
    }

    public Task StartContainerAsync(string containerId, CancellationToken cancellationToken) =>
        CallAsync(
            options => runtime.StartContainerAsync(new() { ContainerId = containerId }, options), cancellationToken);

    public Task StopContainerAsync(string containerId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        StopContainerRequest request = new()
        {
            ContainerId = containerId, Timeout = (long)Math.Ceiling(timeout.TotalSeconds),
        };
        return CallAsync(
            options => runtime.StopContainerAsync(request, options), cancellationToken, timeout + CallTimeout);
    }

    public Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken) =>
        CallAsync(
            options => runtime.RemoveContainerAsync(new() { ContainerId = containerId }, options), cancellationToken);

    public async Task<IReadOnlyList<Container>> ListContainersAsync(string podUid, CancellationToken cancellationToken)
    {
        ListContainersRequest request = new() { Filter = new() };
        Select(request.Filter.LabelSelector, podUid);
        return (await CallAsync(options => runtime.ListContainersAsync(request, options), cancellationToken))
            .Containers;
    }

    public async Task<ContainerStatus> ContainerStatusAsync(string containerId, CancellationToken cancellationToken) =>
        (await CallAsync(
            options => runtime.ContainerStatusAsync(new() { ContainerId = containerId }, options), cancellationToken))
        .Status;

    public Task UpdateContainerResourcesAsync(
        string containerId, LinuxContainerResources resources, CancellationToken cancellationToken)
    {
        UpdateContainerResourcesRequest request = new() { ContainerId = containerId, Linux = resources };
        return CallAsync(options => runtime.UpdateContainerResourcesAsync(request, options), cancellationToken);
    }

    public Task ReopenContainerLogAsync(string containerId, CancellationToken cancellationToken) =>
        CallAsync(
            options => runtime.ReopenContainerLogAsync(new() { ContainerId = containerId }, options),
            cancellationToken);

    public async Task<IReadOnlyList<ContainerStats>> ListContainerStatsAsync(CancellationToken cancellationToken) =>
        (await CallAsync(options => runtime.ListContainerStatsAsync(new(), options), cancellationToken)).Stats;

    public Task<ExecSyncResponse> ExecSyncAsync(
        string containerId, IReadOnlyList<string> command, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ExecSyncRequest request =
            new() { ContainerId = containerId, Timeout = (long)Math.Ceiling(timeout.TotalSeconds) };
        request.Cmd.AddRange(command);
        // The runtime ends the command at its timeout; the call's own bound only catches a runtime that does not.
        TimeSpan bound = timeout > TimeSpan.Zero ? timeout + CallTimeout : Timeout.InfiniteTimeSpan;
        return CallAsync(options => runtime.ExecSyncAsync(request, options), cancellationToken, bound);
    }

    public async Task<string> ExecAsync(ExecRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(options => runtime.ExecAsync(request, options), cancellationToken)).Url;

    public async Task<string> AttachAsync(AttachRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(options => runtime.AttachAsync(request, options), cancellationToken)).Url;

    public async Task<string> PortForwardAsync(PortForwardRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(options => runtime.PortForwardAsync(request, options), cancellationToken)).Url;

    public Task CheckpointContainerAsync(
        string containerId, string archive, TimeSpan timeout, CancellationToken cancellationToken)
    {
        CheckpointContainerRequest request = new()
        {
            ContainerId = containerId, Location = archive, Timeout = (long)timeout.TotalSeconds,
        };
        return CallAsync(
            options => runtime.CheckpointContainerAsync(request, options), cancellationToken, timeout + CallTimeout);
    }

    public async Task<IReadOnlyList<Image>> ListImagesAsync(CancellationToken cancellationToken) =>
        (await CallAsync(options => images.ListImagesAsync(new(), options), cancellationToken)).Images;

    public async Task<Image?> ImageStatusAsync(string image, CancellationToken cancellationToken)
    {
        ImageStatusRequest request = new() { Image = new() { Image = image } };
        return (await CallAsync(options => images.ImageStatusAsync(request, options), cancellationToken)).Image;
    }

    public async Task<string> PullImageAsync(
        string image, AuthConfig? credentials, PodSandboxConfig sandboxConfig, CancellationToken cancellationToken)
    {
        PullImageRequest request = new()
        {
            Image = new() { Image = image }, Auth = credentials, SandboxConfig = sandboxConfig,
        };
        return (await CallAsync(
            options => images.PullImageAsync(request, options), cancellationToken, Timeout.InfiniteTimeSpan)).ImageRef;
    }

    public Task RemoveImageAsync(string image, CancellationToken cancellationToken)
    {
        ImageStatusRequest request = new() { Image = new() { Image = image } };
        return CallAsync(options => images.RemoveImageAsync(request, options), cancellationToken);
    }

    public async IAsyncEnumerable<bool> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Containerd.SubscribeRequest request = new();
        request.Filters.Add("namespace==k8s.io,topic~=\"/tasks/\"");
        using AsyncServerStreamingCall<Containerd.Envelope> call =
            events.Subscribe(request, cancellationToken: cancellationToken);
        while (true)
        {
            try
            {
                if (!await call.ResponseStream.MoveNext(cancellationToken))
                    yield break;
            }
            catch (RpcException exception)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new RuntimeException(exception.StatusCode, exception.Status.Detail);
            }
            yield return true;
        }
    }

    private static void Select(MapField<string, string> selector, string podUid)
    {
        if (podUid.Length > 0)
            selector[PodUidLabel] = podUid;
    }

    private async Task<T> CallAsync<T>(
        Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        TimeSpan bound = timeout ?? CallTimeout;
        DateTime? deadline = bound == Timeout.InfiniteTimeSpan ? null : time.GetUtcNow().UtcDateTime + bound;
        try
        {
            using AsyncUnaryCall<T> started = call(
                new CallOptions(deadline: deadline, cancellationToken: cancellationToken));
            return await started.ResponseAsync;
        }
        catch (RpcException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new RuntimeException(exception.StatusCode, exception.Status.Detail);
        }
    }
}
