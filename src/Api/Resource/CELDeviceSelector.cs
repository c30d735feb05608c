namespace Kubesharp.Api.Resource;

/// <summary>A CEL device selector.</summary>
[Definition("io.k8s.api.resource.v1.CELDeviceSelector")]
public sealed partial record CELDeviceSelector
{
    /// <summary>The value with nothing set.</summary>
    public static CELDeviceSelector Empty { get; } = new();

    /// <summary>Expression.</summary>
    [Field(1, "expression", Always = true), Required] public string Expression { get; init; } = "";
}
