using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Storage;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Tests.Controllers.PersistentVolumes;
using Xunit;

namespace Kubesharp.Tests.Controllers.VolumeProtection;

/// <summary>What is used stays, and what was made for a Pod comes and goes with it: in a whole cluster.</summary>
public sealed class ProtectionClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_claim_and_its_volume_outlive_their_deletion_while_a_Pod_uses_them()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(new(), patience.Token);
        await CreateAsync(cluster, Volumes.Volume("disk"), patience.Token);
        await CreateAsync(cluster, Volumes.Claim("data"), patience.Token);
        await cluster.UntilAsync<ServiceAccount>("default", static _ => true, patience.Token);
        await CreateAsync(cluster, PodWith(new Volume
        {
            Name = "data", PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = "data" },
        }), patience.Token);
        await cluster.UntilAsync<Pod>("pod", static pod => pod.Status.Phase == "Running", patience.Token);
        await cluster.UntilAsync<PersistentVolumeClaim>("data", static claim =>
            claim.Metadata.Finalizers.Contains("kubernetes.io/pvc-protection"), patience.Token);
        await cluster.UntilAsync<PersistentVolume>("", "disk", static volume =>
            volume.Metadata.Finalizers.Contains("kubernetes.io/pv-protection"), patience.Token);

        Assert.Null(await cluster.Client.DeleteAsync<PersistentVolume>(new("", "disk"), null, patience.Token));
        Assert.Null(await cluster.Client.DeleteAsync<PersistentVolumeClaim>(
            new("default", "data"), null, patience.Token));
        await cluster.UntilAsync<PersistentVolumeClaim>(
            "data", static claim => claim.Metadata.DeletionTimestamp is not null, patience.Token);
        Assert.True((await cluster.Client.GetAsync<PersistentVolume>(new("", "disk"), patience.Token)).Succeeded);

        Assert.Null(await cluster.Client.DeleteAsync<Pod>(
            new("default", "pod"), new DeleteOptions { GracePeriodSeconds = 0 }, patience.Token));
        await GoneAsync<PersistentVolumeClaim>(cluster, new("default", "data"), patience.Token);
        await GoneAsync<PersistentVolume>(cluster, new("", "disk"), patience.Token);
    }

    [Fact]
    public async Task A_class_of_attributes_stays_while_a_claim_asks_for_it()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(new(), patience.Token);
        await CreateAsync(cluster, new VolumeAttributesClass
        {
            Metadata = ObjectMeta.Empty with { Name = "gold" },
            DriverName = "example.com",
            Parameters = new Dictionary<string, string> { ["iops"] = "9000" },
        }, patience.Token);
        PersistentVolumeClaim claim = Volumes.Claim("data");
        await CreateAsync(cluster, claim with
        {
            Spec = claim.Spec with { VolumeAttributesClassName = "gold" },
        }, patience.Token);
        await cluster.UntilAsync<VolumeAttributesClass>("", "gold", static found =>
            found.Metadata.Finalizers.Contains("kubernetes.io/vac-protection"), patience.Token);

        Assert.Null(await cluster.Client.DeleteAsync<VolumeAttributesClass>(new("", "gold"), null, patience.Token));
        await cluster.UntilAsync<VolumeAttributesClass>(
            "", "gold", static found => found.Metadata.DeletionTimestamp is not null, patience.Token);
        Assert.Null(await cluster.Client.DeleteAsync<PersistentVolumeClaim>(
            new("default", "data"), null, patience.Token));

        await GoneAsync<VolumeAttributesClass>(cluster, new("", "gold"), patience.Token);
    }

    [Fact]
    public async Task An_ephemeral_volume_gets_its_claim_and_takes_it_along()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(new(), patience.Token);
        await CreateAsync(cluster, Volumes.Volume("disk"), patience.Token);
        await cluster.UntilAsync<ServiceAccount>("default", static _ => true, patience.Token);
        await CreateAsync(cluster, PodWith(Scratch()), patience.Token);

        PersistentVolumeClaim claim = await cluster.UntilAsync<PersistentVolumeClaim>(
            "pod-scratch", static claim => claim.Status.Phase == "Bound", patience.Token);
        await cluster.UntilAsync<Pod>("pod", static pod => pod.Status.Phase == "Running", patience.Token);

        OwnerReference owner = Assert.Single(claim.Metadata.OwnerReferences);
        Assert.Equal(("Pod", "pod", true, true), (owner.Kind, owner.Name, owner.Controller, owner.BlockOwnerDeletion));
        Assert.Equal("scratch", claim.Metadata.Labels["use"]);

        Assert.Null(await cluster.Client.DeleteAsync<Pod>(
            new("default", "pod"), new DeleteOptions { GracePeriodSeconds = 0 }, patience.Token));
        await GoneAsync<PersistentVolumeClaim>(cluster, new("default", "pod-scratch"), patience.Token);
    }

    [Fact] // E103
    public async Task A_claim_of_somebody_else_is_not_taken_for_an_ephemeral_volume()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(new(), patience.Token);
        await CreateAsync(cluster, Volumes.Claim("pod-scratch"), patience.Token);
        await cluster.UntilAsync<ServiceAccount>("default", static _ => true, patience.Token);
        await CreateAsync(cluster, PodWith(Scratch()), patience.Token);

        Event told = await EventAsync(cluster, "pod", "FailedBinding", patience.Token);

        Assert.Equal(
            "ephemeral volume scratch: PVC default/pod-scratch was not created for pod default/pod (pod is not owner)",
            told.Message);
        Assert.Equal("ephemeral_volume", told.Source.Component);
    }

    [Fact] // E103
    public async Task A_claim_that_grows_waits_for_its_drivers_resizer()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(new(), patience.Token);
        await CreateAsync(cluster, Volumes.Class("grows") with { AllowVolumeExpansion = true }, patience.Token);
        await CreateAsync(cluster, Volumes.Claim("data", className: "grows"), patience.Token);
        await CreateAsync(cluster, Volumes.Volume("disk", className: "grows"), patience.Token);
        await cluster.UntilAsync<PersistentVolumeClaim>(
            "data", static claim => claim.Status.Phase == "Bound", patience.Token);

        ApiResult<PersistentVolumeClaim> grown = await cluster.Client.PatchAsync<PersistentVolumeClaim>(
            new("default", "data"), PatchType.Merge,
            """{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}""", patience.Token);
        Assert.Null(grown.Error);

        Event told = await EventAsync(cluster, "data", "ExternalExpanding", patience.Token);
        Assert.Equal("waiting for an external controller to expand this PVC", told.Message);
        Assert.Equal(("Normal", "volume_expand"), (told.Type, told.Source.Component));
    }

    private static Volume Scratch() => new()
    {
        Name = "scratch",
        Ephemeral = new EphemeralVolumeSource
        {
            VolumeClaimTemplate = PersistentVolumeClaimTemplate.Empty with
            {
                Metadata = ObjectMeta.Empty with { Labels = new Dictionary<string, string> { ["use"] = "scratch" } },
                Spec = Volumes.Claim("unused").Spec,
            },
        },
    };

    private static Pod PodWith(Volume volume)
    {
        Pod pod = Workloads.Pod("pod");
        return pod with { Spec = pod.Spec with { Volumes = [volume] } };
    }

    private static Task<Event> EventAsync(
        InProcessCluster cluster, string about, string reason, CancellationToken cancellationToken) =>
        cluster.UntilAnyAsync<Event>(happened =>
            happened.InvolvedObject.Name == about && happened.Reason == reason, cancellationToken);

    private static async Task GoneAsync<T>(
        InProcessCluster cluster, ObjectKey key, CancellationToken cancellationToken)
        where T : ApiObject
    {
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Informer<T> informer = cluster.Watching<T>(done.Token);
        await informer.Synced.WaitAsync(cancellationToken);
        while (true)
        {
            Task next = informer.NextChange;
            if (informer.Get(key) is null)
                break;
            await next.WaitAsync(cancellationToken);
        }
        await done.CancelAsync();
    }

    private static async Task CreateAsync<T>(InProcessCluster cluster, T value, CancellationToken cancellationToken)
        where T : ApiObject
    {
        ApiResult<T> created = await cluster.Client.CreateAsync(
            (T)(ApiObject)(value with { Metadata = value.Metadata with { Uid = "" } }), cancellationToken);
        Assert.Null(created.Error);
    }
}
