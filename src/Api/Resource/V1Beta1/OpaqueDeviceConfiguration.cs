namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>Settings that a driver alone understands.</summary>
[Definition("io.k8s.api.resource.v1beta1.OpaqueDeviceConfiguration")]
public sealed partial record OpaqueDeviceConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static OpaqueDeviceConfiguration Empty { get; } = new();

    /// <summary>The driver's name.</summary>
    [Field(1, "driver", Always = true), Required] public string Driver { get; init; } = "";
    /// <summary>The settings, mostly an object with apiVersion and kind. At most 10 KiB.</summary>
    [Field(2, "parameters", Always = true), Required] public RawJson? Parameters { get; init; }
}
