namespace Kubesharp.Api.Resource;

/// <summary>A counter.</summary>
[Definition("io.k8s.api.resource.v1.Counter")]
public sealed partial record Counter
{
    /// <summary>The value with nothing set.</summary>
    public static Counter Empty { get; } = new();

    /// <summary>Value.</summary>
    [Field(1, "value", Always = true), Required] public Quantity Value { get; init; }
}
