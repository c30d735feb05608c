namespace Kubesharp.Api.Core;

/// <summary>Pods that had better not run on a node.</summary>
[Definition("io.k8s.api.core.v1.PreferAvoidPodsEntry")]
public sealed partial record PreferAvoidPodsEntry
{
    /// <summary>The value with nothing set.</summary>
    public static PreferAvoidPodsEntry Empty { get; } = new();

    /// <summary>The Pods.</summary>
    [Field(1, "podSignature", Always = true), Required]
    public PodSignature PodSignature { get; init; } = PodSignature.Empty;
    /// <summary>When this was noted.</summary>
    [Field(2, "evictionTime", Always = true)] public Time? EvictionTime { get; init; }
    /// <summary>Why, in CamelCase.</summary>
    [Field(3, "reason")] public string Reason { get; init; } = "";
    /// <summary>Why, a sentence for people.</summary>
    [Field(4, "message")] public string Message { get; init; } = "";
}
