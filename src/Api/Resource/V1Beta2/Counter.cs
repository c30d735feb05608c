namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>An amount of something.</summary>
[Definition("io.k8s.api.resource.v1beta2.Counter")]
public sealed partial record Counter
{
    /// <summary>The value with nothing set.</summary>
    public static Counter Empty { get; } = new();

    /// <summary>How much of it there is.</summary>
    [Field(1, "value", Always = true), Required] public Quantity Value { get; init; }
}
