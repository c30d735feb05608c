namespace Kubesharp.Api.Core;

/// <summary>Which numbers of a range are taken.</summary>
[ApiKind("v1", "RangeAllocation")]
[Definition("io.k8s.api.core.v1.RangeAllocation")]
public sealed partial record RangeAllocation : ApiObject
{
    /// <summary>The range: 10.0.0.0/16 or 30000-32767.</summary>
    [Field(2, "range", Always = true), Required] public string Range { get; init; } = "";
    /// <summary>A bit for each number.</summary>
    [Field(3, "data", Always = true), Required] public Bytes? Data { get; init; }
}
