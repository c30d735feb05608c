namespace Kubesharp.Api.Resource;

/// <summary>The known values of DeviceTolerationOperator.</summary>
public static class DeviceTolerationOperator
{
    public const string Exists = "Exists";
    public const string Equal = "Equal";
}
