using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Xunit;

namespace Kubesharp.Tests.Controllers.PersistentVolumes;

/// <summary>Claims and volumes in a whole cluster in this process.</summary>
public sealed class PersistentVolumeClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_claim_gets_a_volume_and_releases_it()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(new(), patience.Token);
        await CreateAsync(cluster, Volumes.Volume("small"), patience.Token);
        await CreateAsync(cluster, Volumes.Volume("fit", "8Gi"), patience.Token);
        await CreateAsync(cluster, Volumes.Claim("data", "5Gi"), patience.Token);

        PersistentVolumeClaim claim = await cluster.UntilAsync<PersistentVolumeClaim>(
            "data", static claim => claim.Status.Phase == "Bound", patience.Token);
        PersistentVolume volume = await cluster.UntilAsync<PersistentVolume>(
            "", "fit", static volume => volume.Status.Phase == "Bound", patience.Token);

        Assert.Equal("fit", claim.Spec.VolumeName);
        Assert.Equal("8Gi", claim.Status.Capacity["storage"].ToString());
        Assert.Equal("yes", claim.Metadata.Annotations["pv.kubernetes.io/bind-completed"]);
        Assert.Equal("yes", claim.Metadata.Annotations["pv.kubernetes.io/bound-by-controller"]);
        Assert.Equal("yes", volume.Metadata.Annotations["pv.kubernetes.io/bound-by-controller"]);
        Assert.Equal(claim.Metadata.Uid, volume.Spec.ClaimRef!.Uid);
        Assert.NotNull(volume.Status.LastPhaseTransitionTime);

        Assert.Null(await cluster.Client.DeleteAsync<PersistentVolumeClaim>(
            new("default", "data"), null, patience.Token));
        await cluster.UntilAsync<PersistentVolume>(
            "", "fit", static volume => volume.Status.Phase == "Released", patience.Token);
    }

    [Fact]
    public async Task Both_sides_can_say_beforehand_whom_they_want()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(new(), patience.Token);
        PersistentVolumeClaim wanted = Volumes.Claim("wanted");
        PersistentVolume promised = Volumes.Volume("promised", "9Gi", claim: wanted);
        promised = promised with
        {
            Spec = promised.Spec with { ClaimRef = promised.Spec.ClaimRef! with { Uid = "" } },
        };
        await CreateAsync(cluster, promised, patience.Token);
        await CreateAsync(cluster, Volumes.Volume("free"), patience.Token);
        await CreateAsync(cluster, Volumes.Volume("named", "7Gi"), patience.Token);
        await CreateAsync(cluster, wanted, patience.Token);
        await CreateAsync(cluster, Volumes.Claim("namer", volume: "named"), patience.Token);

        PersistentVolumeClaim first = await cluster.UntilAsync<PersistentVolumeClaim>(
            "wanted", static claim => claim.Status.Phase == "Bound", patience.Token);
        PersistentVolumeClaim second = await cluster.UntilAsync<PersistentVolumeClaim>(
            "namer", static claim => claim.Status.Phase == "Bound", patience.Token);

        Assert.Equal("promised", first.Spec.VolumeName);
        Assert.Equal("named", second.Spec.VolumeName);
        Assert.False(second.Metadata.Annotations.ContainsKey("pv.kubernetes.io/bound-by-controller"));
    }

    [Fact] // E103
    public async Task An_external_provisioner_is_asked_and_a_lost_volume_is_told_of()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(new(), patience.Token);
        // Without a class, and with none that is the default: it waits until there is one.
        await CreateAsync(cluster, Volumes.Claim("data", className: null), patience.Token);
        await UntilEventAsync(cluster, "data", "FailedBinding", patience.Token);
        await CreateAsync(cluster, Volumes.Class("std", isDefault: true), patience.Token);

        PersistentVolumeClaim claim = await cluster.UntilAsync<PersistentVolumeClaim>("data", static claim =>
            claim.Metadata.Annotations.ContainsKey("volume.kubernetes.io/storage-provisioner"), patience.Token);
        Event asked = await UntilEventAsync(cluster, "data", "ExternalProvisioning", patience.Token);

        Assert.Equal("std", claim.Spec.StorageClassName);
        Assert.Equal("example.com/disk",
            claim.Metadata.Annotations["volume.beta.kubernetes.io/storage-provisioner"]);
        Assert.StartsWith("Waiting for a volume to be created either by the external provisioner 'example.com/disk'",
            asked.Message, StringComparison.Ordinal);
        Assert.Equal("persistentvolume-controller", asked.Source.Component);

        await CreateAsync(cluster, Volumes.Annotated(
            Volumes.Volume("pvc-1", className: "std", claim: claim, policy: "Delete"),
            ClaimBinding.ProvisionedBy, "example.com/disk"), patience.Token);
        await cluster.UntilAsync<PersistentVolumeClaim>(
            "data", static claim => claim.Status.Phase == "Bound", patience.Token);

        // Somebody takes the volume away by force.
        Assert.Null(await cluster.Client.DeleteAsync<PersistentVolume>(new("", "pvc-1"), null, patience.Token));
        ApiResult<PersistentVolume> freed = await cluster.Client.PatchAsync<PersistentVolume>(
            new("", "pvc-1"), PatchType.Merge, """{"metadata":{"finalizers":null}}""", patience.Token);
        Assert.True(freed.Error is null or { IsNotFound: true });
        await cluster.UntilAsync<PersistentVolumeClaim>(
            "data", static claim => claim.Status.Phase == "Lost", patience.Token);
        Event lost = await UntilEventAsync(cluster, "data", "ClaimLost", patience.Token);
        Assert.Equal("Bound claim has lost its PersistentVolume. Data on the volume is lost!", lost.Message);
    }

    private static Task<Event> UntilEventAsync(
        InProcessCluster cluster, string about, string reason, CancellationToken cancellationToken) =>
        cluster.UntilAnyAsync<Event>(happened =>
            happened.InvolvedObject.Name == about && happened.Reason == reason, cancellationToken);

    private static async Task CreateAsync<T>(InProcessCluster cluster, T value, CancellationToken cancellationToken)
        where T : ApiObject
    {
        ApiResult<T> created = await cluster.Client.CreateAsync(
            (T)(ApiObject)(value with { Metadata = value.Metadata with { Uid = "" } }), cancellationToken);
        Assert.Null(created.Error);
    }
}
