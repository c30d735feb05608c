using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Volumes.Csi.Wire;
using Unit = Kubesharp.Kubelet.Volumes.Csi.Wire.VolumeUsage.Types.Unit;

namespace Kubesharp.Kubelet.Volumes.Csi;

/// <summary>How full a volume is, in bytes and inodes; null what the driver does not tell.</summary>
internal sealed record CsiUsage(
    string PodVolume, long? AvailableBytes, long? CapacityBytes, long? UsedBytes, long? InodesFree, long? Inodes,
    long? InodesUsed, bool? IsAbnormal)
{
    /// <summary>The claim behind a volume of the Pod; null when there is none.</summary>
    public static string? ClaimOf(Pod pod, string volume) =>
        pod.Spec.Volumes.FirstOrDefault(known => known.Name == volume) switch
        {
            { PersistentVolumeClaim: { } claim } => claim.ClaimName,
            { Ephemeral: not null } => $"{pod.Metadata.Name}-{volume}",
            _ => null,
        };

    public static CsiUsage Of(CsiVolume volume, NodeGetVolumeStatsResponse answer)
    {
        VolumeUsage? bytes = answer.Usage.FirstOrDefault(static usage => usage.Unit == Unit.Bytes);
        VolumeUsage? inodes = answer.Usage.FirstOrDefault(static usage => usage.Unit == Unit.Inodes);
        return new CsiUsage(
            volume.PodVolume, bytes?.Available, bytes?.Total, bytes?.Used, inodes?.Available, inodes?.Total,
            inodes?.Used, answer.VolumeCondition?.Abnormal);
    }
}
