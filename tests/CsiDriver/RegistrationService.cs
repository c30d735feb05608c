using Grpc.Core;
using Kubesharp.Kubelet.Plugins;

namespace Kubesharp.Tests.CsiDriver;

/// <summary>Makes the driver known, as the registrar does that stands beside drivers.</summary>
internal sealed class RegistrationService(TestDriver driver) : Registration.RegistrationBase
{
    public override Task<PluginInfo> GetInfo(InfoRequest request, ServerCallContext context)
    {
        PluginInfo info = new() { Type = "CSIPlugin", Name = driver.Options.Name, Endpoint = driver.Endpoint };
        info.SupportedVersions.Add("1.0.0");
        return Task.FromResult(info);
    }

    public override Task<RegistrationStatusResponse> NotifyRegistrationStatus(
        RegistrationStatus request, ServerCallContext context)
    {
        driver.Registrations.Enqueue(request.PluginRegistered ? "" : request.Error);
        return Task.FromResult(new RegistrationStatusResponse());
    }
}
