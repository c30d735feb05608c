namespace Kubesharp.Api.Core;

/// <summary>A prefer avoid pods entry.</summary>
[Definition("io.k8s.api.core.v1.PreferAvoidPodsEntry")]
public sealed partial record PreferAvoidPodsEntry
{
    /// <summary>The value with nothing set.</summary>
    public static PreferAvoidPodsEntry Empty { get; } = new();

    /// <summary>Pod signature.</summary>
    [Field(1, "podSignature", Always = true), Required]
    public PodSignature PodSignature { get; init; } = PodSignature.Empty;
    /// <summary>Eviction time.</summary>
    [Field(2, "evictionTime", Always = true)] public Time? EvictionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(3, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(4, "message")] public string Message { get; init; } = "";
}
