using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Resource;
using Kubesharp.Client;
using Xunit;
using static Kubesharp.Tests.Scheduler.Plugins.Devices.DeviceObjects;
using Claim = Kubesharp.Api.Resource.ResourceClaim;

namespace Kubesharp.Tests.Scheduler.Plugins.Devices;

/// <summary>Devices in a whole cluster in this process, with the test as the driver.</summary>
public sealed class DynamicResourcesClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_device_is_allocated_reserved_and_given_to_one_claim_only()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(new(), patience.Token);
        await cluster.UntilAsync<ServiceAccount>("default", static _ => true, patience.Token);
        await cluster.UntilAsync<Node>("", "node-0", static _ => true, patience.Token);
        await CreateAsync(cluster, Class(), patience.Token);
        await CreateAsync(cluster, Slice("node-0", Gpu("0")), patience.Token);
        await CreateAsync(cluster, Claim("one", Request()), patience.Token);
        await CreateAsync(cluster, Workloads.Pod("first").Using("one"), patience.Token);

        Pod first = await cluster.UntilAsync<Pod>(
            "first", static pod => pod.Status.Phase == "Running", patience.Token);
        Claim claim = await cluster.UntilAsync<Claim>(
            "one", static claim => claim.Status.ReservedFor.Count > 0, patience.Token);
        DeviceRequestAllocationResult result = Assert.Single(claim.Status.Allocation!.Devices.Results);
        Assert.Equal(("gpu", Driver, "node-0", "0"), (result.Request, result.Driver, result.Pool, result.Device));
        ResourceClaimConsumerReference user = Assert.Single(claim.Status.ReservedFor);
        Assert.Equal(("pods", "first", first.Metadata.Uid), (user.Resource, user.Name, user.Uid));
        Assert.Contains("resource.kubernetes.io/delete-protection", claim.Metadata.Finalizers);

        await CreateAsync(cluster, Claim("two", Request()), patience.Token);
        await CreateAsync(cluster, Workloads.Pod("second").Using("two"), patience.Token);
        Event refused = await cluster.UntilAnyAsync<Event>(static happened =>
            happened.Reason == "FailedScheduling" && happened.InvolvedObject.Name == "second", patience.Token);
        Assert.StartsWith(
            "0/1 nodes are available: 1 cannot allocate all claims.", refused.Message, StringComparison.Ordinal);

        // The driver plugs another one in.
        ResourceSlice slice = (await cluster.Client.GetAsync<ResourceSlice>(
            new("", "slice-node-0"), patience.Token)).Value!;
        Assert.Null((await cluster.Client.UpdateAsync(
            slice with { Spec = slice.Spec with { Devices = [Gpu("0"), Gpu("1")] } }, patience.Token)).Error);
        await cluster.UntilAsync<Pod>("second", static pod => pod.Status.Phase == "Running", patience.Token);
        Claim second = await cluster.UntilAsync<Claim>(
            "two", static claim => claim.Status.Allocation is not null, patience.Token);
        Assert.Equal("1", second.Status.Allocation!.Devices.Results.Single().Device);
    }

    private static async Task CreateAsync<T>(InProcessCluster cluster, T value, CancellationToken cancellationToken)
        where T : ApiObject
    {
        ApiResult<T> created = await cluster.Client.CreateAsync(
            (T)(ApiObject)(value with { Metadata = value.Metadata with { Uid = "" } }), cancellationToken);
        Assert.Null(created.Error);
    }
}
