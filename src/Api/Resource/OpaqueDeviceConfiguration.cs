namespace Kubesharp.Api.Resource;

/// <summary>An opaque device configuration.</summary>
[Definition("io.k8s.api.resource.v1.OpaqueDeviceConfiguration")]
public sealed partial record OpaqueDeviceConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static OpaqueDeviceConfiguration Empty { get; } = new();

    /// <summary>Driver.</summary>
    [Field(1, "driver", Always = true), Required] public string Driver { get; init; } = "";
    /// <summary>Parameters.</summary>
    [Field(2, "parameters", Always = true), Required] public RawJson? Parameters { get; init; }
}
