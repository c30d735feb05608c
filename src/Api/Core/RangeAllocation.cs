namespace Kubesharp.Api.Core;

/// <summary>A range allocation.</summary>
[ApiKind("v1", "RangeAllocation")]
[Definition("io.k8s.api.core.v1.RangeAllocation")]
public sealed partial record RangeAllocation : ApiObject
{
    /// <summary>Range.</summary>
    [Field(2, "range", Always = true), Required] public string Range { get; init; } = "";
    /// <summary>Data.</summary>
    [Field(3, "data", Always = true), Required] public Bytes? Data { get; init; }
}
