namespace Kubesharp.Api.Resource;

/// <summary>The known values of DeviceTaintEffect.</summary>
public static class DeviceTaintEffect
{
    public const string None = "None";
    public const string NoSchedule = "NoSchedule";
    public const string NoExecute = "NoExecute";
}
