namespace Kubesharp.Api.Resource;

/// <summary>A device selector.</summary>
[Definition("io.k8s.api.resource.v1.DeviceSelector")]
public sealed partial record DeviceSelector
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceSelector Empty { get; } = new();

    /// <summary>Cel.</summary>
    [Field(1, "cel")] public CELDeviceSelector? Cel { get; init; }
}
