using System.Security.Cryptography;
using System.Text;
using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;

namespace Kubesharp.Kubelet.Volumes.Csi;

/// <summary>A volume of a storage driver, as one Pod asks for it. Pure.</summary>
internal sealed record CsiVolume
{
    public required string Driver { get; init; }
    /// <summary>What the driver calls the volume.</summary>
    public required string Handle { get; init; }
    /// <summary>The PersistentVolume, or of a volume that lives with its Pod the name in the Pod.</summary>
    public required string Name { get; init; }
    /// <summary>The name that the Pod gives it.</summary>
    public required string PodVolume { get; init; }
    /// <summary>Lives and dies with the Pod; is never staged or attached.</summary>
    public bool IsEphemeral { get; init; }
    public bool IsBlock { get; init; }
    public bool IsReadOnly { get; init; }
    public string FsType { get; init; } = "";
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = Api.Maps.None<string>();
    public IReadOnlyList<string> AccessModes { get; init; } = [];
    public IReadOnlyList<string> MountOptions { get; init; } = [];
    public SecretReference? StageSecret { get; init; }
    public SecretReference? PublishSecret { get; init; }
    public SecretReference? ExpandSecret { get; init; }

    /// <summary>As the node's status names it: one volume, whoever uses it.</summary>
    public string UniqueName => UniqueNameOf(Driver, Handle);

    public string LifecycleMode =>
        IsEphemeral ? VolumeLifecycleMode.Ephemeral : VolumeLifecycleMode.Persistent;

    public static string UniqueNameOf(string driver, string handle) => $"kubernetes.io/csi/{driver}^{handle}";

    /// <summary>The VolumeAttachment of a volume on a node: all who need it compute the name.</summary>
    public static string AttachmentName(string driver, string handle, string nodeName) =>
        "csi-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(handle + driver + nodeName)));

    /// <summary>The handle of a volume that lives with its Pod.</summary>
    public static string EphemeralHandle(string podUid, string volume) =>
        "csi-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(podUid + volume)));

    /// <param name="podVolume">The name that the Pod gives it.</param>
    /// <param name="readOnly">As the Pod asks.</param>
    public static CsiVolume Of(PersistentVolume volume, string podVolume, bool readOnly)
    {
        CSIPersistentVolumeSource source = volume.Spec.Csi!;
        return new CsiVolume
        {
            Driver = source.Driver,
            Handle = source.VolumeHandle,
            Name = volume.Metadata.Name,
            PodVolume = podVolume,
            IsBlock = volume.Spec.VolumeMode == PersistentVolumeMode.Block,
            IsReadOnly = readOnly,
            FsType = source.FsType,
            Attributes = source.VolumeAttributes,
            AccessModes = volume.Spec.AccessModes,
            MountOptions = volume.Spec.MountOptions,
            StageSecret = source.NodeStageSecretRef,
            PublishSecret = source.NodePublishSecretRef,
            ExpandSecret = source.NodeExpandSecretRef,
        };
    }

    /// <summary>A volume that the Pod's spec describes itself.</summary>
    public static CsiVolume Of(Pod pod, Volume volume)
    {
        CSIVolumeSource source = volume.Csi!;
        return new CsiVolume
        {
            Driver = source.Driver,
            Handle = EphemeralHandle(pod.Metadata.Uid, volume.Name),
            Name = volume.Name,
            PodVolume = volume.Name,
            IsEphemeral = true,
            IsReadOnly = source.ReadOnly == true,
            FsType = source.FsType ?? "",
            Attributes = source.VolumeAttributes,
            PublishSecret = source.NodePublishSecretRef is { } secret
                ? new SecretReference { Name = secret.Name, Namespace = pod.Metadata.Namespace } : null,
        };
    }

    /// <summary>Why the driver cannot serve a volume with such a life; null when it can.</summary>
    /// <param name="driver">Null: nothing is known of it, so it serves persistent volumes only.</param>
    public string? RefuseLifecycle(CSIDriver? driver)
    {
        if (driver is null)
        {
            return IsEphemeral
                ? $"volume mode \"{LifecycleMode}\" not supported by driver {Driver} (no CSIDriver object)" : null;
        }
        IReadOnlyList<string> modes = driver.Spec.VolumeLifecycleModes.Count > 0
            ? driver.Spec.VolumeLifecycleModes : [VolumeLifecycleMode.Persistent];
        return modes.Contains(LifecycleMode) ? null
            : $"volume mode \"{LifecycleMode}\" not supported by driver {Driver} (only supports "
                + $"[{string.Join(' ', modes.Select(static mode => $"\"{mode}\""))}])";
    }

    /// <summary>Whether a controller has to attach it to this node before it is mounted.</summary>
    public bool NeedsAttachment(CSIDriver? driver) => !IsEphemeral && driver?.Spec.AttachRequired != false;

    /// <summary>Whether the kubelet gives the files to the Pod's fsGroup.</summary>
    public bool IsOwnedByGroup(CSIDriver? driver) => !IsReadOnly && !IsBlock && driver?.Spec.FsGroupPolicy switch
    {
        FSGroupPolicy.None => false,
        FSGroupPolicy.File => true,
        _ => FsType.Length > 0 && !IsEphemeral && AccessModes.Any(static mode =>
            mode is PersistentVolumeAccessMode.ReadWriteOnce or PersistentVolumeAccessMode.ReadWriteOncePod),
    };
}
