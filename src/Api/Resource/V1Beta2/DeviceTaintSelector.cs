namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>Selects devices; all that is set must fit.</summary>
[Definition("io.k8s.api.resource.v1beta2.DeviceTaintSelector")]
public sealed partial record DeviceTaintSelector
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceTaintSelector Empty { get; } = new();

    /// <summary>Only devices of this driver.</summary>
    [Field(2, "driver")] public string? Driver { get; init; }
    /// <summary>Only devices of this pool.</summary>
    [Field(3, "pool")] public string? Pool { get; init; }
    /// <summary>Only devices of this name.</summary>
    [Field(4, "device")] public string? Device { get; init; }
}
