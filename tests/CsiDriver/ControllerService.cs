using Grpc.Core;
using Kubesharp.Tests.CsiDriver.Wire;

namespace Kubesharp.Tests.CsiDriver;

/// <summary>What provisioners, attachers and resizers call.</summary>
internal sealed class ControllerService(TestDriver driver) : Controller.ControllerBase
{
    private VolumeStore Store => driver.Store;

    public override Task<CreateVolumeResponse> CreateVolume(CreateVolumeRequest request, ServerCallContext context)
    {
        driver.Note("CreateVolume", request.Name, request);
        Store.Create(request.Name, request.CapacityRange.RequiredBytes, request.Parameters.ContainsKey("block"));
        Volume volume = new() { VolumeId = request.Name, CapacityBytes = Store.SizeOf(request.Name) };
        return Task.FromResult(new CreateVolumeResponse { Volume = volume });
    }

    public override Task<DeleteVolumeResponse> DeleteVolume(DeleteVolumeRequest request, ServerCallContext context)
    {
        driver.Note("DeleteVolume", request.VolumeId, request);
        Store.Delete(request.VolumeId);
        return Task.FromResult(new DeleteVolumeResponse());
    }

    public override Task<ControllerPublishVolumeResponse> ControllerPublishVolume(
        ControllerPublishVolumeRequest request, ServerCallContext context)
    {
        driver.Note("ControllerPublishVolume", request.VolumeId, request);
        ControllerPublishVolumeResponse answer = new();
        answer.PublishContext["attached-to"] = request.NodeId;
        return Task.FromResult(answer);
    }

    public override Task<ControllerUnpublishVolumeResponse> ControllerUnpublishVolume(
        ControllerUnpublishVolumeRequest request, ServerCallContext context)
    {
        driver.Note("ControllerUnpublishVolume", request.VolumeId, request);
        return Task.FromResult(new ControllerUnpublishVolumeResponse());
    }

    public override Task<ControllerExpandVolumeResponse> ControllerExpandVolume(
        ControllerExpandVolumeRequest request, ServerCallContext context)
    {
        driver.Note("ControllerExpandVolume", request.VolumeId, request);
        Store.SetSize(request.VolumeId, request.CapacityRange.RequiredBytes);
        return Task.FromResult(new ControllerExpandVolumeResponse
        {
            CapacityBytes = request.CapacityRange.RequiredBytes, NodeExpansionRequired = true,
        });
    }
}
