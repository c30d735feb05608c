namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>Selects devices by an expression.</summary>
[Definition("io.k8s.api.resource.v1beta1.CELDeviceSelector")]
public sealed partial record CELDeviceSelector
{
    /// <summary>The value with nothing set.</summary>
    public static CELDeviceSelector Empty { get; } = new();

    /// <summary>
    /// A CEL expression that gives true or false; it sees device.driver, device.attributes, device.capacity and
    /// device.allowMultipleAllocations. At most 10 KiB.
    /// </summary>
    [Field(1, "expression", Always = true), Required] public string Expression { get; init; } = "";
}
