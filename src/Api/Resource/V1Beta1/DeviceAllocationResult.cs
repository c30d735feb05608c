namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>The devices that a claim was given.</summary>
[Definition("io.k8s.api.resource.v1beta1.DeviceAllocationResult")]
public sealed partial record DeviceAllocationResult
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceAllocationResult Empty { get; } = new();

    /// <summary>One entry a device.</summary>
    [Field(1, "results"), Atomic] public IReadOnlyList<DeviceRequestAllocationResult> Results { get; init; } = [];
    /// <summary>Settings for the drivers, those of classes first.</summary>
    [Field(2, "config"), Atomic] public IReadOnlyList<DeviceAllocationConfiguration> Config { get; init; } = [];
}
