namespace Kubesharp.Api.Meta;

/// <summary>One thing that is known about an object: whether it holds, since when, and why.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.Condition")]
public sealed partial record Condition
{
    /// <summary>The value with nothing set.</summary>
    public static Condition Empty { get; } = new();

    /// <summary>
    /// What the condition is about, in CamelCase: Ready. A condition of somebody else's has a domain in front:
    /// example.com/Ready.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Whether it holds. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>
    /// The generation of the object that the condition speaks of. Smaller than metadata.generation: it is out of date.
    /// </summary>
    [Field(3, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(4, "lastTransitionTime", Always = true), Required] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(5, "reason", Always = true), Required] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(6, "message", Always = true), Required] public string Message { get; init; } = "";
}
