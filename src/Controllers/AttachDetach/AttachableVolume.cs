using System.Security.Cryptography;
using System.Text;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Storage;

namespace Kubesharp.Controllers.AttachDetach;

/// <summary>A volume of a CSI driver that Pods on a node need.</summary>
/// <param name="Pods">Those of the node that use it.</param>
internal sealed record AttachableVolume(PersistentVolume Volume, IReadOnlyList<Pod> Pods)
{
    private const string Prefix = "kubernetes.io/csi/";

    public string Name => Volume.Metadata.Name;
    public string Driver => Volume.Spec.Csi!.Driver;
    public string UniqueName => UniqueNameOf(Volume);

    /// <summary>
    /// Whether several nodes may have it at a time. One that does not say is tried, and its driver decides.
    /// </summary>
    public bool IsShared => Volume.Spec.AccessModes.Count == 0
        || Volume.Spec.AccessModes.Any(static mode => mode is "ReadWriteMany" or "ReadOnlyMany");

    /// <summary>The volume as node statuses name it.</summary>
    public static string UniqueNameOf(PersistentVolume volume) =>
        $"{Prefix}{volume.Spec.Csi!.Driver}^{volume.Spec.Csi.VolumeHandle}";

    /// <summary>The name of its VolumeAttachment, which drivers' attachers and the kubelet compute as well.</summary>
    public static string AttachmentName(string driver, string handle, string nodeName) =>
        "csi-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(handle + driver + nodeName)));

    /// <summary>The name of the VolumeAttachment of a volume in a node's status; null: of no CSI driver.</summary>
    public static string? AttachmentName(string uniqueName, string nodeName)
    {
        int end = uniqueName.IndexOf('^', StringComparison.Ordinal);
        return end > Prefix.Length && uniqueName.StartsWith(Prefix, StringComparison.Ordinal)
            ? AttachmentName(uniqueName[Prefix.Length..end], uniqueName[(end + 1)..], nodeName) : null;
    }

    public string AttachmentName(string nodeName) => AttachmentName(Driver, Volume.Spec.Csi!.VolumeHandle, nodeName);

    public VolumeAttachment AttachmentTo(string nodeName) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = AttachmentName(nodeName) },
        Spec = VolumeAttachmentSpec.Empty with
        {
            Attacher = Driver,
            NodeName = nodeName,
            Source = VolumeAttachmentSource.Empty with { PersistentVolumeName = Name },
        },
    };
}
