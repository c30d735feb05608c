using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;

namespace Kubesharp.Controllers.PersistentVolumes;

/// <summary>What a claim's fate depends on.</summary>
internal sealed record ClaimSurroundings
{
    /// <summary>Volumes promised to the claim, and free ones of its class.</summary>
    public IReadOnlyList<PersistentVolume> Volumes { get; init; } = [];
    /// <summary>The volume that the claim names; null: there is none of that name.</summary>
    public PersistentVolume? Named { get; init; }
    /// <summary>The class that the claim names; null: there is none of that name.</summary>
    public StorageClass? Class { get; init; }
    /// <summary>The class for claims that name none.</summary>
    public StorageClass? DefaultClass { get; init; }
    /// <summary>Names of the Pods that use the claim and have no node yet.</summary>
    public IReadOnlyList<string> WaitingPods { get; init; } = [];
}

/// <summary>Decides what becomes of a claim. Pure; texts are upstream's.</summary>
internal static class ClaimPlan
{
    private const string InTree = "kubernetes.io/";

    // Provisioners that were part of Kubernetes once: their CSI drivers do it now.
    private static readonly Dictionary<string, string> Successors = new(StringComparer.Ordinal)
    {
        ["kubernetes.io/aws-ebs"] = "ebs.csi.aws.com",
        ["kubernetes.io/azure-disk"] = "disk.csi.azure.com",
        ["kubernetes.io/azure-file"] = "file.csi.azure.com",
        ["kubernetes.io/cinder"] = "cinder.csi.openstack.org",
        ["kubernetes.io/gce-pd"] = "pd.csi.storage.gke.io",
        ["kubernetes.io/portworx-volume"] = "pxd.portworx.com",
        ["kubernetes.io/vsphere-volume"] = "csi.vsphere.vmware.com",
    };

    public static ClaimStep For(PersistentVolumeClaim claim, ClaimSurroundings around)
    {
        if (claim.Metadata.Annotations.ContainsKey(ClaimBinding.BindCompleted))
            return OfBound(claim, around.Named);
        return claim.Spec.VolumeName.Length > 0 ? OfNamed(claim, around.Named) : OfUnbound(claim, around);
    }

    private static ClaimStep OfBound(PersistentVolumeClaim claim, PersistentVolume? volume)
    {
        if (claim.Spec.VolumeName.Length == 0)
        {
            return new ClaimStep.Lose(
                "ClaimLost", "Bound claim has lost reference to PersistentVolume. Data on the volume is lost!");
        }
        if (volume is null)
        {
            return new ClaimStep.Lose(
                "ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
        }
        // A volume that forgot its claim, and was given to nobody else, is taken back.
        if (volume.Spec.ClaimRef is null || volume.Spec.ClaimRef.Uid == claim.Metadata.Uid)
            return new ClaimStep.Bind(volume);
        return new ClaimStep.Lose(
            "ClaimMisbound", "Two claims are bound to the same volume, this one is bound incorrectly");
    }

    private static ClaimStep OfNamed(PersistentVolumeClaim claim, PersistentVolume? volume)
    {
        if (volume is null)
            return new ClaimStep.Wait(); // It may come.
        if (ClaimBinding.IsPromised(volume, claim))
            return new ClaimStep.Bind(volume);
        if (volume.Spec.ClaimRef is not null)
        {
            return new ClaimStep.Wait("Warning", "FailedBinding",
                $"volume \"{volume.Metadata.Name}\" already bound to a different claim.");
        }
        return VolumeMatch.Mismatch(volume, claim) is { } why
            ? new ClaimStep.Wait("Warning", "VolumeMismatch",
                $"Cannot bind to requested volume \"{volume.Metadata.Name}\": {why}")
            : new ClaimStep.Bind(volume);
    }

    private static ClaimStep OfUnbound(PersistentVolumeClaim claim, ClaimSurroundings around)
    {
        string className = ClaimBinding.ClassOf(claim);
        bool isDelayed = around.Class is { VolumeBindingMode: "WaitForFirstConsumer" };
        if (VolumeMatch.All(claim, around.Volumes, promisedOnly: isDelayed) is [PersistentVolume best, ..])
            return new ClaimStep.Bind(best);
        if (!ClaimBinding.HasClass(claim) && around.DefaultClass is { } given)
            return new ClaimStep.AssignClass(given.Metadata.Name);
        // Until the scheduler has said where, nobody can know which volume serves.
        if (isDelayed && !claim.Metadata.Annotations.ContainsKey(ClaimBinding.SelectedNode))
            return WaitForConsumer(around.WaitingPods);
        if (className.Length == 0)
        {
            return new ClaimStep.Wait("Normal", "FailedBinding",
                "no persistent volumes available for this claim and no storage class is set");
        }
        if (around.Class is null)
        {
            return new ClaimStep.Wait("Warning", "ProvisioningFailed",
                $"storageclass.storage.k8s.io \"{className}\" not found");
        }
        string provisioner = around.Class.Provisioner;
        if (Successors.TryGetValue(provisioner, out string? successor))
            provisioner = successor;
        return provisioner.StartsWith(InTree, StringComparison.Ordinal)
            ? new ClaimStep.Wait("Warning", "ProvisioningFailed", $"no volume plugin matched name: {provisioner}")
            : new ClaimStep.Provision(provisioner);
    }

    private static ClaimStep.Wait WaitForConsumer(IReadOnlyList<string> pods) => pods.Count switch
    {
        0 => new("Normal", "WaitForFirstConsumer", "waiting for first consumer to be created before binding"),
        1 => new("Normal", "WaitForPodScheduled", $"waiting for pod {pods[0]} to be scheduled"),
        _ => new("Normal", "WaitForPodScheduled",
            $"waiting for pods {string.Join(",", pods)} to be scheduled"),
    };
}
