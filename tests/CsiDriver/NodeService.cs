using Grpc.Core;
using Kubesharp.Kubelet.Volumes.Csi.Wire;
using Kubesharp.Linux;
using Kubesharp.Linux.Mounts;
using RpcType = Kubesharp.Kubelet.Volumes.Csi.Wire.NodeServiceCapability.Types.RPC.Types.Type;
using Unit = Kubesharp.Kubelet.Volumes.Csi.Wire.VolumeUsage.Types.Unit;

namespace Kubesharp.Tests.CsiDriver;

/// <summary>What the kubelet calls. Every call may be repeated.</summary>
internal sealed class NodeService(TestDriver driver) : Node.NodeBase
{
    private VolumeStore Store => driver.Store;

    public override Task<NodeGetInfoResponse> NodeGetInfo(NodeGetInfoRequest request, ServerCallContext context)
    {
        driver.Note("NodeGetInfo", "", request);
        NodeGetInfoResponse answer = new()
        {
            NodeId = driver.Options.NodeId,
            MaxVolumesPerNode = driver.Options.VolumesMax,
            AccessibleTopology = new(),
        };
        answer.AccessibleTopology.Segments.Add(driver.Options.Topology.ToDictionary());
        return Task.FromResult(answer);
    }

    public override Task<NodeGetCapabilitiesResponse> NodeGetCapabilities(
        NodeGetCapabilitiesRequest request, ServerCallContext context)
    {
        List<RpcType> types = [RpcType.GetVolumeStats, RpcType.VolumeCondition];
        if (driver.Options.Stages)
            types.Add(RpcType.StageUnstageVolume);
        if (driver.Options.Expands)
            types.Add(RpcType.ExpandVolume);
        if (driver.Options.MountsForGroup)
            types.Add(RpcType.VolumeMountGroup);
        if (driver.Options.TellsWritersApart)
            types.Add(RpcType.SingleNodeMultiWriter);
        NodeGetCapabilitiesResponse answer = new();
        answer.Capabilities.AddRange(types.Select(
            static type => new NodeServiceCapability { Rpc = new() { Type = type } }));
        return Task.FromResult(answer);
    }

    public override Task<NodeStageVolumeResponse> NodeStageVolume(
        NodeStageVolumeRequest request, ServerCallContext context)
    {
        driver.Note("NodeStageVolume", request.VolumeId, request);
        Require(request.VolumeId);
        if (Store.IsBlock(request.VolumeId))
            Store.AttachLoop(request.VolumeId);
        else if (!MountTable.IsMounted(request.StagingTargetPath))
            MountTable.Bind(Store.FilesOf(request.VolumeId), request.StagingTargetPath, readOnly: false);
        return Task.FromResult(new NodeStageVolumeResponse());
    }

    public override Task<NodeUnstageVolumeResponse> NodeUnstageVolume(
        NodeUnstageVolumeRequest request, ServerCallContext context)
    {
        driver.Note("NodeUnstageVolume", request.VolumeId, request);
        if (Store.IsBlock(request.VolumeId))
            Store.DetachLoop(request.VolumeId);
        else
            Unmount(request.StagingTargetPath);
        return Task.FromResult(new NodeUnstageVolumeResponse());
    }

    public override Task<NodePublishVolumeResponse> NodePublishVolume(
        NodePublishVolumeRequest request, ServerCallContext context)
    {
        driver.Note("NodePublishVolume", request.VolumeId, request);
        if (MountTable.IsMounted(request.TargetPath))
            return Task.FromResult(new NodePublishVolumeResponse());
        if (request.VolumeCapability.Block is not null)
        {
            Require(request.VolumeId);
            Directory.CreateDirectory(Path.GetDirectoryName(request.TargetPath)!);
            File.WriteAllBytes(request.TargetPath, []);
            MountTable.Bind(Store.AttachLoop(request.VolumeId), request.TargetPath, readOnly: false);
            return Task.FromResult(new NodePublishVolumeResponse());
        }
        Directory.CreateDirectory(request.TargetPath);
        if (Store.Has(request.VolumeId))
        {
            string source = driver.Options.Stages ? request.StagingTargetPath : Store.FilesOf(request.VolumeId);
            MountTable.Bind(source, request.TargetPath, request.Readonly);
        }
        else
        {
            // A volume that lives with its Pod: made here and now.
            MountTable.MountTmpfs(request.TargetPath, "size=1m,mode=0777");
            foreach ((string key, string value) in request.VolumeContext)
                File.WriteAllText(Path.Combine(request.TargetPath, key.Replace('/', '_')), value);
        }
        return Task.FromResult(new NodePublishVolumeResponse());
    }

    public override Task<NodeUnpublishVolumeResponse> NodeUnpublishVolume(
        NodeUnpublishVolumeRequest request, ServerCallContext context)
    {
        driver.Note("NodeUnpublishVolume", request.VolumeId, request);
        Unmount(request.TargetPath);
        if (Directory.Exists(request.TargetPath))
            Directory.Delete(request.TargetPath);
        File.Delete(request.TargetPath);
        return Task.FromResult(new NodeUnpublishVolumeResponse());
    }

    public override Task<NodeExpandVolumeResponse> NodeExpandVolume(
        NodeExpandVolumeRequest request, ServerCallContext context)
    {
        driver.Note("NodeExpandVolume", request.VolumeId, request);
        Require(request.VolumeId);
        if (Store.IsBlock(request.VolumeId))
            Store.GrowLoop(request.VolumeId);
        else
            Store.Grow(request.VolumeId);
        return Task.FromResult(new NodeExpandVolumeResponse { CapacityBytes = Store.SizeOf(request.VolumeId) });
    }

    public override Task<NodeGetVolumeStatsResponse> NodeGetVolumeStats(
        NodeGetVolumeStatsRequest request, ServerCallContext context)
    {
        driver.Note("NodeGetVolumeStats", request.VolumeId, request);
        DriveInfo drive = new(request.VolumePath);
        NodeGetVolumeStatsResponse answer = new() { VolumeCondition = new() { Abnormal = false, Message = "well" } };
        answer.Usage.Add(new VolumeUsage
        {
            Unit = Unit.Bytes, Total = drive.TotalSize, Available = drive.AvailableFreeSpace,
            Used = drive.TotalSize - drive.TotalFreeSpace,
        });
        answer.Usage.Add(new VolumeUsage { Unit = Unit.Inodes, Total = 1000, Available = 990, Used = 10 });
        return Task.FromResult(answer);
    }

    private void Require(string id)
    {
        if (!Store.Has(id))
            throw new RpcException(new Status(StatusCode.NotFound, $"volume {id} not found"));
    }

    // Not lazily: what is still in use is a mistake that a test must see.
    private static void Unmount(string target)
    {
        try
        {
            MountTable.Unmount(target);
        }
        catch (SystemCallException exception)
        {
            throw new RpcException(new Status(StatusCode.Internal, exception.Message));
        }
    }
}
