using Kubesharp.Kubelet.Volumes.Csi.Wire;
using RpcType = Kubesharp.Kubelet.Volumes.Csi.Wire.NodeServiceCapability.Types.RPC.Types.Type;

namespace Kubesharp.Kubelet.Volumes.Csi;

/// <summary>What a driver can do on its node.</summary>
internal sealed record CsiCapabilities
{
    public bool Stage { get; init; }
    public bool Stats { get; init; }
    public bool Expand { get; init; }
    /// <summary>Tells one writing Pod from several on one node.</summary>
    public bool SingleNodeMultiWriter { get; init; }
    /// <summary>Mounts for the Pod's group, so that the kubelet need not change owners.</summary>
    public bool MountGroup { get; init; }

    public static CsiCapabilities Of(IEnumerable<NodeServiceCapability> capabilities)
    {
        HashSet<RpcType> types =
        [
            .. capabilities.Where(static capability => capability.Rpc is not null)
                .Select(static capability => capability.Rpc.Type),
        ];
        return new CsiCapabilities
        {
            Stage = types.Contains(RpcType.StageUnstageVolume),
            Stats = types.Contains(RpcType.GetVolumeStats),
            Expand = types.Contains(RpcType.ExpandVolume),
            SingleNodeMultiWriter = types.Contains(RpcType.SingleNodeMultiWriter),
            MountGroup = types.Contains(RpcType.VolumeMountGroup),
        };
    }
}
