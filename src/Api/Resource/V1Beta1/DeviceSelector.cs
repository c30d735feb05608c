namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>Selects devices. Exactly one field is set.</summary>
[Definition("io.k8s.api.resource.v1beta1.DeviceSelector")]
public sealed partial record DeviceSelector
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceSelector Empty { get; } = new();

    /// <summary>By an expression.</summary>
    [Field(1, "cel")] public CELDeviceSelector? Cel { get; init; }
}
