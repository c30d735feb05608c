namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>Settings for a driver, with a claim's devices.</summary>
[Definition("io.k8s.api.resource.v1beta2.DeviceAllocationConfiguration")]
public sealed partial record DeviceAllocationConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceAllocationConfiguration Empty { get; } = new();

    /// <summary>Where they come from: the class or the claim. One of: FromClass, FromClaim.</summary>
    [Field(1, "source", Always = true), Required] public string Source { get; init; } = "";
    /// <summary>The requests that they are for. Empty: all.</summary>
    [Field(2, "requests"), Atomic] public IReadOnlyList<string> Requests { get; init; } = [];
    /// <summary>The settings.</summary>
    [Field(1, "opaque", Within = "3")] public OpaqueDeviceConfiguration? Opaque { get; init; }
}
