using Grpc.Core;
using Grpc.Net.Client;
using Kubesharp.Kubelet.Plugins;
using Kubesharp.Kubelet.Volumes.Csi.Wire;

namespace Kubesharp.Kubelet.Volumes.Csi;

/// <summary>A driver that serves on a socket of this machine. Safe from any thread.</summary>
internal sealed class CsiDriver(string name, string endpoint, TimeProvider time) : IDisposable
{
    // Upstream's bound of every call to a driver.
    private static readonly TimeSpan CallTimeout = TimeSpan.FromMinutes(2);

    private readonly GrpcChannel channel = UnixChannel.For(endpoint);
    private volatile CsiCapabilities? capabilities;

    public string Name => name;
    public string Endpoint => endpoint;

    public void Dispose() => channel.Dispose();

    public Task<NodeGetInfoResponse> InfoAsync(CancellationToken cancellationToken) =>
        CallAsync(static (node, options) => node.NodeGetInfoAsync(new(), options), cancellationToken);

    /// <summary>Asked for once: a driver that can do more by now has registered anew.</summary>
    public async Task<CsiCapabilities> CapabilitiesAsync(CancellationToken cancellationToken)
    {
        if (capabilities is { } known)
            return known;
        NodeGetCapabilitiesResponse answer = await CallAsync(
            static (node, options) => node.NodeGetCapabilitiesAsync(new(), options), cancellationToken);
        return capabilities = CsiCapabilities.Of(answer.Capabilities);
    }

    public Task StageAsync(NodeStageVolumeRequest request, CancellationToken cancellationToken) =>
        CallAsync((node, options) => node.NodeStageVolumeAsync(request, options), cancellationToken);

    public Task UnstageAsync(string handle, string target, CancellationToken cancellationToken)
    {
        NodeUnstageVolumeRequest request = new() { VolumeId = handle, StagingTargetPath = target };
        return CallAsync((node, options) => node.NodeUnstageVolumeAsync(request, options), cancellationToken);
    }

    public Task PublishAsync(NodePublishVolumeRequest request, CancellationToken cancellationToken) =>
        CallAsync((node, options) => node.NodePublishVolumeAsync(request, options), cancellationToken);

    public Task UnpublishAsync(string handle, string target, CancellationToken cancellationToken)
    {
        NodeUnpublishVolumeRequest request = new() { VolumeId = handle, TargetPath = target };
        return CallAsync((node, options) => node.NodeUnpublishVolumeAsync(request, options), cancellationToken);
    }

    public Task<NodeExpandVolumeResponse> ExpandAsync(
        NodeExpandVolumeRequest request, CancellationToken cancellationToken) =>
        CallAsync((node, options) => node.NodeExpandVolumeAsync(request, options), cancellationToken);

    public Task<NodeGetVolumeStatsResponse> StatsAsync(
        NodeGetVolumeStatsRequest request, CancellationToken cancellationToken) =>
        CallAsync((node, options) => node.NodeGetVolumeStatsAsync(request, options), cancellationToken);

    /// <exception cref="CsiException">The driver refused, or cannot be reached.</exception>
    private async Task<T> CallAsync<T>(
        Func<Node.NodeClient, CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
    {
        DateTime deadline = (time.GetUtcNow() + CallTimeout).UtcDateTime;
        try
        {
            using AsyncUnaryCall<T> started = call(
                new Node.NodeClient(channel),
                new CallOptions(deadline: deadline, cancellationToken: cancellationToken));
            return await started.ResponseAsync;
        }
        catch (RpcException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new CsiException(exception.StatusCode, exception.Status.Detail);
        }
        catch (ObjectDisposedException)
        {
            throw new CsiException(StatusCode.Unavailable, $"driver {name} is no longer registered");
        }
    }
}
