namespace Kubesharp.Api.Resource;

/// <summary>A device allocation configuration.</summary>
[Definition("io.k8s.api.resource.v1.DeviceAllocationConfiguration")]
public sealed partial record DeviceAllocationConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceAllocationConfiguration Empty { get; } = new();

    /// <summary>Source. One of: FromClass, FromClaim.</summary>
    [Field(1, "source", Always = true), Required] public string Source { get; init; } = "";
    /// <summary>Requests.</summary>
    [Field(2, "requests"), Atomic] public IReadOnlyList<string> Requests { get; init; } = [];
    /// <summary>Opaque.</summary>
    [Field(1, "opaque", Within = "3")] public OpaqueDeviceConfiguration? Opaque { get; init; }
}
