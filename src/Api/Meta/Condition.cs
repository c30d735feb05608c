namespace Kubesharp.Api.Meta;

/// <summary>One observed condition of a object.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.Condition")]
public sealed partial record Condition
{
    /// <summary>The value with nothing set.</summary>
    public static Condition Empty { get; } = new();

    /// <summary>Type.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Status. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>The generation of the spec that this status speaks of.</summary>
    [Field(3, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(4, "lastTransitionTime", Always = true), Required] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(5, "reason", Always = true), Required] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(6, "message", Always = true), Required] public string Message { get; init; } = "";
}
